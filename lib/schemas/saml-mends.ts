/** How to mend what made a SAML exchange fail, by code of the catalogue. */
import type { ErrorCode } from '@/lib/shared/error-codes';

/** The codes a SAML exchange fails with; those of metadata are told where it is read in. */
type ExchangeCode =
  | Exclude<Extract<ErrorCode, `saml.${string}`>, `saml.metadata_${string}`>
  | 'certificates.no_active_key'
  | 'request.internal'
  | 'request.rate_limited'
  | 'request.too_large'
  | 'request.unsupported_media_type';

const notSaml =
  'The application sent something that is no proper SAML message. Update it, or tell its vendor what was found.';
const tooBig =
  'Real requests have a few thousand bytes. Have the application leave out extensions, or look who sends this.';
const certificate =
  'Register the certificate the application signs with now: read its metadata in again, or renew the connection. A certificate changes when the application renews its key.';
const clock =
  'Set the clock of the application by a time server. If the person waited on a page of the application, starting again is enough.';
const answerElsewhere =
  'Compare the address in the request with those registered for the application; they must agree letter by letter.';

const mends: Readonly<Record<ExchangeCode, string>> = {
  'saml.message_missing':
    'The address was opened without a message, for example from a bookmark. Start from the application.',
  'request.unsupported_media_type':
    'The application must post the message as a form. Set its binding to HTTP-POST or HTTP-Redirect.',
  'saml.parameters_malformed': notSaml,
  'saml.parameter_ambiguous':
    'A parameter came twice or spelt differently. Look at proxies that rewrite the address, and at who sends this.',
  'saml.message_too_large': tooBig,
  'request.too_large': tooBig,
  'saml.base64_malformed':
    'The message was cut or rewritten on its way. Look at proxies between; use HTTP-POST for long messages.',
  'saml.deflate_malformed':
    'A message by HTTP-Redirect must be deflated. Set the binding in the application to the one its address stands for.',
  'saml.encoding_unsupported': 'The application must send UTF-8 without a byte order mark.',
  'saml.relay_state_invalid':
    'Shorten what the application sends as RelayState, or the default RelayState here, to 12 KiB.',
  'saml.signature_incomplete':
    'A redirect needs both SigAlg and Signature. Look at proxies that drop parameters.',
  'request.rate_limited':
    'Wait five minutes. When it happens again, find out what sends so many requests from this address.',
  'saml.doctype_forbidden': 'A DOCTYPE is never needed and may be an attack. Look who sends this.',
  'saml.xml_construct_forbidden':
    'Comments, CDATA and processing instructions are refused because readers disagree about them. Have the application leave them out.',
  'saml.xml_too_complex': tooBig,
  'saml.xml_malformed': notSaml,
  'saml.not_an_authn_request':
    'This address takes sign-in requests. In the application, set it as the single sign-on URL only.',
  'saml.not_a_logout_message':
    'This address takes sign-out messages. In the application, set it as the single logout URL only.',
  'saml.version_unsupported': 'Set the application to SAML 2.0.',
  'saml.xml_ambiguous': notSaml,
  'saml.time_malformed':
    'IssueInstant needs a date, a time and a zone, such as 2026-11-24T10:00:00Z.',
  'saml.request_malformed': notSaml,
  'saml.issuer_unknown':
    'Add the application here with exactly this entity ID, or enable it if it is disabled.',
  'saml.idp_initiated_off':
    'Open the application from its own page, or allow it to be opened from here on its page.',
  'saml.logout_not_set_up': 'Register the sign-out address of the application on its page.',
  'saml.signature_missing':
    'Have the application sign its requests, or no longer require it on its page.',
  'saml.logout_unsigned':
    'Sign-out messages must be signed, with a certificate that is registered for the application.',
  'saml.signature_key_unusable':
    'Register a certificate with an RSA key of at least 2048 bits for the application.',
  'saml.signature_shape':
    'The signature must cover the whole message, and stand once. If the application is genuine, tell its vendor; otherwise it was tampered with.',
  'saml.signature_algorithm_forbidden':
    'Set the application to RSA-SHA256. SHA-1 can be forged and is refused.',
  'saml.signature_wrong': certificate,
  'saml.destination_wrong':
    'Copy the single sign-on URL from Federation into the application again; it must be exact, and signed requests must name it.',
  'saml.request_expired': clock,
  'saml.logout_expired': clock,
  'saml.request_from_future': clock,
  'saml.logout_replayed':
    'The same message came twice: the person reloaded the page, or somebody replays it. Sign out again.',
  'saml.logout_gone':
    'The sign-out took longer than a quarter of an hour, or was finished already. Close the browser.',
  'saml.acs_not_registered': answerElsewhere,
  'saml.acs_ambiguous': 'Have the application name its address by URL or by index, not both.',
  'saml.too_many_pending':
    'Wait ten minutes. If nobody signs in, look what makes the application send requests.',
  'saml.request_gone':
    'Start again from the application, in the same browser and within ten minutes. Going back in the browser, a second tab or blocked cookies lead here too.',
  'saml.binding_unsupported': 'Set the application to take answers by HTTP-POST.',
  'saml.passive_not_possible':
    'Nothing is broken: nobody was signed in, and the application asked not to show a page. It has to ask again without IsPassive.',
  'saml.subject_is_another':
    'The application named another person than the one signed in. Sign out here, or have the application leave Subject out.',
  'saml.name_id_format_unsupported':
    'Set the name format in the application to the one registered here, or to unspecified.',
  'saml.authn_context_unsupported':
    'People sign in with a passkey, never with a password. Have the application ask for no context, or no longer keep to it on the page of the application.',
  'saml.person_refused': 'Enable the person under People, if they should still have access.',
  'saml.access_denied': 'Give the person, or a group the person is in, access to the application.',
  'certificates.no_active_key': 'Activate a signing key under Federation.',
  'saml.amr_missing':
    'The session does not say how the person signed in, so Okta could not be told (session.amr). Have the person sign out and in again.',
  'saml.name_id_empty':
    'The expression for the NameID of this application gives nothing for this person. Fill in the profile, or change the expression so that it always gives something, with ifEmpty().',
  'saml.attributes_too_large':
    'Send the application fewer groups: choose them by the beginning of their name with only(), or join them.',
  'saml.value_unencodable':
    'Remove control characters from the name or address of the person, and from the mapped values.',
  'saml.encryption_key_unusable':
    'Register another encryption certificate (RSA, at least 2048 bits) for the application, or remove it.',
  'request.internal':
    'Search the server log for the trace id. Nothing of the person or the application is the cause.',
};

/** One sentence or two about what to do; null for a code that no exchange fails with. */
export function mendOf(code: string): string | null {
  return Object.hasOwn(mends, code) ? mends[code as ExchangeCode] : null;
}
