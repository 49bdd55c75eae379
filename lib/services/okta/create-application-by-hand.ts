import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { findApplicationByEntityId, saveOktaApplication } from '@/lib/db/okta-connections';
import { requireOktaHost, type OktaHost } from '@/lib/okta/domain';
import { parseSpMetadata } from '@/lib/saml/parse-metadata';
import type { OktaByHandInput } from '@/lib/schemas/okta-application';
import { AppError } from '@/lib/shared/errors';
import { readCertificate } from '@/lib/x509/read-certificate';
import { oktaEnvironment, sandboxOrigin } from './okta-environment';
import { unspecifiedNameIdFormat } from './save-application-step';

/** What Okta answered, checked. */
interface OktaAnswers {
  readonly acsUrl: string;
  readonly audience: string;
  readonly signOutUrl: string;
  readonly certificatePems: readonly string[];
}

/**
 * Saves an application that was set up in Okta's console by hand. The host must be a genuine Okta
 * host, the ACS URL on it, and the audience of Okta's form. Pasted SP metadata wins over typed
 * values. Needs a passkey used just now: it decides where assertions go.
 *
 * @throws AppError `okta.domain_*`, `okta.by_hand_invalid`, `okta.application_exists`, `saml.*`,
 * `certificates.malformed`
 */
export async function createOktaApplicationByHand(
  actor: Actor,
  input: OktaByHandInput,
): Promise<{ readonly applicationId: string }> {
  actor.requireRecentPerson('applications.connect', oktaEnvironment().now());
  const host = requireOktaHost(input.domain, sandboxOrigin());
  const answers = readAnswers(input, host);
  const name = `Okta (${host.label})`;
  const applicationId = await inTransaction(async (tx) => {
    const existing = await findApplicationByEntityId(tx, actor.tenantId, answers.audience);
    if (existing) throw new AppError('okta.application_exists');
    const { id } = await saveOktaApplication(tx, actor.tenantId, {
      name,
      entityId: answers.audience,
      acsUrl: answers.acsUrl,
      signOutUrl: answers.signOutUrl,
      requestCertificatePems: answers.certificatePems,
      nameIdFormat: unspecifiedNameIdFormat,
      connection: toConnection(input, host, answers.acsUrl),
    });
    await recordAudit(
      tx,
      actor,
      'application.created',
      { type: 'application', id, label: name },
      { acsUrl: { after: answers.acsUrl }, audience: { after: answers.audience } },
    );
    return id;
  });
  return { applicationId };
}

function readAnswers(input: OktaByHandInput, host: OktaHost): OktaAnswers {
  const values = input.spMetadataXml ? readMetadata(input.spMetadataXml) : readTyped(input);
  const answers = { ...values, signOutUrl: input.signOutUrl || `${host.origin}/logout` };
  requireOktaForms(answers, host);
  return answers;
}

function readMetadata(xml: string): Omit<OktaAnswers, 'signOutUrl'> {
  const metadata = parseSpMetadata(xml, { now: oktaEnvironment().now() });
  return {
    acsUrl: metadata.acsUrls[0] ?? '',
    audience: metadata.entityId,
    certificatePems: metadata.signingCertificatePems,
  };
}

function readTyped(input: OktaByHandInput): Omit<OktaAnswers, 'signOutUrl'> {
  return {
    acsUrl: input.acsUrl ?? '',
    audience: input.audience ?? '',
    certificatePems: input.certificatePem ? [readCertificate(input.certificatePem).pem] : [],
  };
}

const acsPathPattern = /^\/sso\/saml2(?:\/0oa[A-Za-z0-9]{5,40})?$/;
const audiencePattern = /^https:\/\/www\.okta\.com\/saml2\/service-provider\/sp[A-Za-z0-9]{5,40}$/;

function requireOktaForms(answers: OktaAnswers, { origin }: OktaHost): void {
  const acsPath = toPathOn(answers.acsUrl, origin);
  if (acsPath === null || !acsPathPattern.test(acsPath)) refuse('ACS URL is not of this host');
  if (!audiencePattern.test(answers.audience)) refuse('Audience is not of Okta’s form');
  if (toPathOn(answers.signOutUrl, origin) === null) refuse('Sign-out URL is not of this host');
}

/** Path, query and fragment of a URL on an origin; null when it is on another or no URL. */
function toPathOn(text: string, origin: string): string | null {
  return text.startsWith(`${origin}/`) && URL.canParse(text) ? text.slice(origin.length) : null;
}

function refuse(reason: string): never {
  throw new AppError('okta.by_hand_invalid', reason);
}

function toConnection(input: OktaByHandInput, host: OktaHost, acsUrl: string) {
  return {
    orgUrl: host.origin,
    orgId: null,
    orgName: host.label,
    pipeline: null,
    idpId: /\/(0oa[A-Za-z0-9]+)$/.exec(acsUrl)?.[1] ?? null,
    idpName: input.idpName,
    keyKid: null,
    policyId: null,
    ruleId: null,
    ruleName: null,
    pilotLogin: null,
    setUpByHand: true,
    setupRunId: null,
  };
}
