/** Every check of a SAML exchange, in the order they run. */
import type { ErrorCode } from '@/lib/shared/error-codes';
import type { ExchangeKind } from '@/lib/shared/saml-exchange';

/** What a group of checks is about: the octets, what they ask for, the person, the answer. */
export const checkPhases = {
  message: 'The message',
  request: 'What it asks for',
  person: 'The person',
  answer: 'The answer',
} as const;

/** A group of checks. */
export type CheckPhase = keyof typeof checkPhases;

/** One check. */
export interface SamlCheck {
  readonly id: string;
  readonly phase: CheckPhase;
  readonly name: string;
  /** The codes of the catalogue that mean that it failed. */
  readonly codes: readonly ErrorCode[];
  /** In which exchanges it runs. */
  readonly kinds: readonly ExchangeKind[];
}

const sso = ['SSO'] as const;
const slo = ['SLO'] as const;
const incoming = ['SSO', 'SLO'] as const;
const signIn = ['SSO', 'IDP_INITIATED'] as const;
const all = ['SSO', 'IDP_INITIATED', 'SLO'] as const;

const check = (
  phase: CheckPhase,
  kinds: readonly ExchangeKind[],
  id: string,
  name: string,
  ...codes: ErrorCode[]
): SamlCheck => ({ id, phase, name, codes, kinds });

/** The checks, in order. Codes are unique: each names the one check that failed. */
export const samlChecks: readonly SamlCheck[] = [
  check(
    ...(['message', incoming, 'message_present', 'A message came'] as const),
    ...(['saml.message_missing', 'request.unsupported_media_type'] as const),
  ),
  check(
    ...(['message', incoming, 'parameters', 'Parameters can be read in one way only'] as const),
    ...(['saml.parameters_malformed', 'saml.parameter_ambiguous'] as const),
  ),
  check(
    ...(['message', incoming, 'size', 'Not too large'] as const),
    ...(['saml.message_too_large', 'request.too_large'] as const),
  ),
  check(
    ...(['message', incoming, 'encoding', 'Encoded as its binding says'] as const),
    ...(['saml.base64_malformed', 'saml.deflate_malformed', 'saml.encoding_unsupported'] as const),
  ),
  check('message', all, 'relay_state', 'RelayState can be returned', 'saml.relay_state_invalid'),
  check(
    ...(['message', incoming, 'signature_parameters', 'Signature and SigAlg together'] as const),
    'saml.signature_incomplete',
  ),
  check('message', all, 'rate', 'Not too many from this address', 'request.rate_limited'),
  check(
    ...(['message', incoming, 'xml_safe', 'XML is safe to read'] as const),
    ...([
      'saml.doctype_forbidden',
      'saml.xml_construct_forbidden',
      'saml.xml_too_complex',
    ] as const),
  ),
  check('message', incoming, 'xml_well_formed', 'XML is well formed', 'saml.xml_malformed'),
  check(
    ...(['message', incoming, 'message_kind', 'The kind of message for this address'] as const),
    ...(['saml.not_an_authn_request', 'saml.not_a_logout_message'] as const),
  ),
  check('message', incoming, 'version', 'SAML 2.0', 'saml.version_unsupported'),
  check('message', incoming, 'unambiguous', 'XML has one reading', 'saml.xml_ambiguous'),
  check(
    ...(['message', incoming, 'values', 'Values have their form'] as const),
    ...(['saml.request_malformed', 'saml.time_malformed'] as const),
  ),
  check('request', all, 'application', 'Application known and enabled', 'saml.issuer_unknown'),
  check(
    ...(['request', ['IDP_INITIATED'], 'idp_initiated', 'May be opened from here'] as const),
    'saml.idp_initiated_off',
  ),
  check('request', slo, 'logout_set_up', 'Sign-out is set up', 'saml.logout_not_set_up'),
  check(
    ...(['request', incoming, 'signed', 'Signed, where it must be'] as const),
    ...(['saml.signature_missing', 'saml.logout_unsigned'] as const),
  ),
  check(
    ...(['request', incoming, 'key_usable', 'Registered certificates can be used'] as const),
    'saml.signature_key_unusable',
  ),
  check('request', incoming, 'signature_shape', 'Signs the whole message', 'saml.signature_shape'),
  check(
    ...(['request', incoming, 'signature_algorithm', 'Signed with an allowed algorithm'] as const),
    'saml.signature_algorithm_forbidden',
  ),
  check('request', incoming, 'signature', 'Signature verifies', 'saml.signature_wrong'),
  check(
    'request',
    incoming,
    'destination',
    'Destination is this address',
    'saml.destination_wrong',
  ),
  check(
    ...(['request', incoming, 'not_too_old', 'Not too old'] as const),
    ...(['saml.request_expired', 'saml.logout_expired'] as const),
  ),
  check('request', incoming, 'not_from_future', 'Not from the future', 'saml.request_from_future'),
  check('request', slo, 'once', 'Came for the first time', 'saml.logout_replayed'),
  check('request', slo, 'logout_waiting', 'Belongs to a sign-out on its way', 'saml.logout_gone'),
  check(
    ...(['request', sso, 'acs', 'Answer goes to a registered address'] as const),
    ...(['saml.acs_not_registered', 'saml.acs_ambiguous'] as const),
  ),
  check('request', signIn, 'room', 'Not too many are waiting', 'saml.too_many_pending'),
  check('person', signIn, 'waiting', 'Same browser, and still waiting', 'saml.request_gone'),
  check('person', sso, 'binding', 'ProtocolBinding can be answered', 'saml.binding_unsupported'),
  check('person', sso, 'passive', 'IsPassive can be kept', 'saml.passive_not_possible'),
  check('person', sso, 'force_authn', 'ForceAuthn is kept'),
  check('person', sso, 'subject', 'Subject is who signed in', 'saml.subject_is_another'),
  check('person', sso, 'name_id', 'NameIDPolicy can be met', 'saml.name_id_format_unsupported'),
  check(
    ...(['person', sso, 'authn_context', 'RequestedAuthnContext is met'] as const),
    'saml.authn_context_unsupported',
  ),
  check('person', signIn, 'person', 'Person is enabled', 'saml.person_refused'),
  check('person', signIn, 'access', 'Application is for this person', 'saml.access_denied'),
  check('answer', all, 'signing_key', 'A signing key is active', 'certificates.no_active_key'),
  check('answer', signIn, 'name', 'The person has a name to give', 'saml.name_id_empty'),
  check(
    'answer',
    signIn,
    'amr',
    'Okta is told how one signed in (session.amr)',
    'saml.amr_missing',
  ),
  check(
    ...(['answer', signIn, 'attributes_size', 'Attributes fit into an assertion'] as const),
    'saml.attributes_too_large',
  ),
  check('answer', signIn, 'encodable', 'Values can be written', 'saml.value_unencodable'),
  check(
    ...(['answer', signIn, 'encryption_key', 'Can be encrypted'] as const),
    'saml.encryption_key_unusable',
  ),
  check('answer', all, 'no_fault', 'Handled without a fault of ours', 'request.internal'),
];

/** The check a code of the catalogue belongs to; what no check knows is a fault of ours. */
export function checkOfCode(code: string): string {
  const found = samlChecks.find(({ codes }) => (codes as readonly string[]).includes(code));
  return found?.id ?? 'no_fault';
}

/** A check by its id; null for one that there is no more. */
export function findCheck(id: string): SamlCheck | null {
  return samlChecks.find((one) => one.id === id) ?? null;
}
