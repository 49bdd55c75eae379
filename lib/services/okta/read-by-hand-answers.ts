import 'server-only';
import { requireOktaHost } from '@/lib/okta/domain';
import { parseSpMetadata } from '@/lib/saml/parse-metadata';
import type { OktaOrganisationView } from '@/lib/schemas/okta';
import type { OktaByHandInput } from '@/lib/schemas/okta-application';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { AppError, isAppError } from '@/lib/shared/errors';
import { readCertificate, type CertificateFacts } from '@/lib/x509/read-certificate';
import { oktaEnvironment, sandboxOrigin } from './okta-environment';

/** What Okta answered to an admin, checked. */
export interface ByHandAnswers {
  /** As it answered just now without a token; its host may be asked and may receive assertions. */
  readonly organisation: OktaOrganisationView;
  readonly acsUrl: string;
  readonly audience: string;
  readonly signOutUrl: string;
  readonly certificates: readonly CertificateFacts[];
}

type Values = Pick<ByHandAnswers, 'acsUrl' | 'audience' | 'certificates'>;

/**
 * Reads and checks what an admin brought from Okta's console. The host must be a genuine Okta host
 * that answers as an organisation; the ACS URL must be on it, the audience of Okta's form. Pasted SP
 * metadata wins over typed values; by it Okta must sign its requests and say with what.
 *
 * @throws AppError `okta.domain_*`, `okta.not_an_organisation`, `okta.metadata_*`,
 * `okta.acs_elsewhere`, `okta.audience_unusual`, `okta.sign_out_elsewhere`,
 * `saml.metadata_many_entities`, `saml.metadata_expired`, `certificates.malformed`, `net.*`
 */
export async function readByHandAnswers(input: OktaByHandInput): Promise<ByHandAnswers> {
  const { origin } = requireOktaHost(input.domain, sandboxOrigin());
  const values = input.spMetadataXml ? readMetadata(input.spMetadataXml) : readTyped(input);
  const answers = { ...values, signOutUrl: input.signOutUrl || `${origin}/logout` };
  requireOktaForms(answers, origin);
  // Last, so that nothing goes out for values that are refused anyway.
  const organisation = await oktaEnvironment().gateway.probe(origin);
  if (organisation.url !== origin) throw new AppError('okta.organisation_changed');
  return { organisation, ...answers };
}

function readMetadata(xml: string): Values {
  const metadata = parseOrRefuse(xml);
  if (!metadata.authnRequestsSigned) throw new AppError('okta.metadata_unsigned');
  const certificates = metadata.signingCertificatePems.map((pem) => readCertificate(pem));
  if (certificates.length === 0) throw new AppError('okta.metadata_without_certificate');
  return { acsUrl: metadata.acsUrls[0] ?? '', audience: metadata.entityId, certificates };
}

/** The words of the parser are about sign-ins; these are about the file in the admin's hand. */
const refusals: Readonly<Partial<Record<ErrorCode, ErrorCode>>> = {
  'saml.xml_malformed': 'okta.metadata_not_xml',
  'saml.doctype_forbidden': 'okta.metadata_unsafe',
  'saml.xml_construct_forbidden': 'okta.metadata_unsafe',
  'saml.xml_too_complex': 'okta.metadata_unsafe',
  'saml.xml_ambiguous': 'okta.metadata_unsafe',
  'saml.metadata_not_sp': 'okta.metadata_of_another_kind',
};

function parseOrRefuse(xml: string) {
  try {
    return parseSpMetadata(xml, { now: oktaEnvironment().now() });
  } catch (error) {
    const code = isAppError(error) ? refusals[error.code] : undefined;
    if (code === undefined) throw error;
    throw new AppError(code, isAppError(error) ? error.message : '', { cause: error });
  }
}

function readTyped(input: OktaByHandInput): Values {
  return {
    acsUrl: input.acsUrl ?? '',
    audience: input.audience ?? '',
    certificates: input.certificatePem ? [readCertificate(input.certificatePem)] : [],
  };
}

const acsPathPattern = /^\/sso\/saml2(?:\/0oa[A-Za-z0-9]{5,40})?$/;
const audiencePattern = /^https:\/\/www\.okta\.com\/saml2\/service-provider\/sp[A-Za-z0-9]{5,40}$/;

function requireOktaForms(
  { acsUrl, audience, signOutUrl }: Omit<ByHandAnswers, 'organisation'>,
  origin: string,
): void {
  const acsPath = toPathOn(acsUrl, origin);
  if (acsPath === null || !acsPathPattern.test(acsPath)) throw new AppError('okta.acs_elsewhere');
  if (!audiencePattern.test(audience)) throw new AppError('okta.audience_unusual');
  if (toPathOn(signOutUrl, origin) === null) throw new AppError('okta.sign_out_elsewhere');
}

/** Path, query and fragment of a URL on an origin; null when it is on another or no URL. */
function toPathOn(text: string, origin: string): string | null {
  return text.startsWith(`${origin}/`) && URL.canParse(text) ? text.slice(origin.length) : null;
}

/** The id of the identity provider, where its ACS URL is its own; null when the organisation shares one. */
export function idpIdOf(acsUrl: string): string | null {
  return /\/(0oa[A-Za-z0-9]+)$/.exec(acsUrl)?.[1] ?? null;
}
