import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { findApplicationByEntityId, saveOktaApplication } from '@/lib/db/okta-connections';
import type { OktaByHandInput } from '@/lib/schemas/okta-application';
import { AppError } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import { idpIdOf, readByHandAnswers, type ByHandAnswers } from './read-by-hand-answers';
import { unspecifiedNameIdFormat } from './save-application-step';

/**
 * Saves an application that was set up in Okta's console by hand. Everything is checked once more,
 * and the organisation asked again: nothing of the preview is taken. Needs a passkey used just now:
 * it decides where assertions go.
 *
 * @throws AppError `okta.application_exists`, and as `readByHandAnswers`
 */
export async function createOktaApplicationByHand(
  actor: Actor,
  input: OktaByHandInput,
): Promise<{ readonly applicationId: string }> {
  actor.requireRecentPerson('applications.connect', oktaEnvironment().now());
  const answers = await readByHandAnswers(input);
  const name = `Okta (${answers.organisation.name})`;
  const applicationId = await inTransaction(async (tx) => {
    const existing = await findApplicationByEntityId(tx, actor.tenantId, answers.audience);
    if (existing) throw new AppError('okta.application_exists');
    const { id } = await saveOktaApplication(tx, actor.tenantId, {
      name,
      entityId: answers.audience,
      acsUrl: answers.acsUrl,
      signOutUrl: answers.signOutUrl,
      requestCertificatePems: answers.certificates.map(({ pem }) => pem),
      nameIdFormat: unspecifiedNameIdFormat,
      connection: toConnection(input, answers),
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

function toConnection(input: OktaByHandInput, { organisation, acsUrl }: ByHandAnswers) {
  return {
    orgUrl: organisation.url,
    orgId: organisation.id,
    orgName: organisation.name,
    pipeline: organisation.pipeline,
    idpId: idpIdOf(acsUrl),
    idpName: input.idpName,
    keyKid: null,
    policyId: null,
    ruleId: null,
    ruleName: null,
    pilotLogin: input.testLogin ? input.testLogin : null,
    setUpByHand: true,
    trustsClaims: false,
    setupRunId: null,
  };
}
