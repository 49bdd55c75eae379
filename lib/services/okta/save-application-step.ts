import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import { inTransaction } from '@/lib/db/database';
import { saveOktaApplication, type OktaApplicationValues } from '@/lib/db/okta-connections';
import { updateSetupRun } from '@/lib/db/setup-runs';
import { toRuleName } from '@/lib/okta/wanted-objects';
import type { SetupResult } from '@/lib/schemas/okta-run';
import { invariant } from '@/lib/shared/errors';
import { fact, type RunContext, type RunFacts, type SetupStep } from './run-facts';
import { toJson } from './stored-run';

/** Okta's name for "any form"; what our assertions to it carry. */
export const unspecifiedNameIdFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';

/** Stores the application, the connection and the result of the run in one transaction. */
export const saveApplication: SetupStep = {
  action: 'save_application',
  perform: async (context, facts) => {
    const { actor, runId } = context;
    const values = toApplicationValues(context, facts);
    const { id: applicationId, wasOff } = await inTransaction(async (tx) => {
      const saved = await saveOktaApplication(tx, actor.tenantId, values);
      const result = toResult(context, { ...facts, applicationId: saved.id });
      const isRunning = await updateSetupRun(
        tx,
        actor.tenantId,
        { id: runId, when: ['APPLYING'] },
        { applicationId: saved.id, result: toJson({ connected: result, problem: null }) },
      );
      invariant(isRunning, 'a run that saves its application is being applied');
      const target = { type: 'application', id: saved.id, label: values.name };
      const action = saved.isNew ? 'application.created' : 'application.updated';
      await recordAudit(tx, actor, action, target, {
        organisation: { after: context.orgUrl },
        acsUrl: { after: values.acsUrl },
        audience: { after: values.entityId },
        ...(saved.wasOff && { enabled: { before: false, after: true } }),
      });
      return saved;
    });
    const evidence = wasOff ? `${values.name}, switched on again` : values.name;
    return { status: 'DONE', evidence, facts: { applicationId } };
  },
};

/** What a run left in Okta and read from it. */
export function toResult(context: RunContext, facts: RunFacts): SetupResult {
  const idp = fact(facts, 'idp');
  return {
    applicationId: facts.applicationId ?? null,
    keyKid: fact(facts, 'kid'),
    idpId: idp.id,
    idpName: idp.name,
    policyId: fact(facts, 'before').policy.id,
    ruleId: fact(facts, 'ruleId'),
    ruleName: toRuleName(context.choices.idpName),
    pilotLogin: context.choices.pilotLogin,
    acsUrl: fact(facts, 'acsUrl'),
    audience: idp.audience,
    signOutUrl: `${context.orgUrl}/logout`,
    routeBefore: fact(facts, 'routeBefore'),
    routeAfter: fact(facts, 'routeAfter'),
    tokenRevokedAt: null,
  };
}

function toApplicationValues(context: RunContext, facts: RunFacts): OktaApplicationValues {
  const result = toResult(context, facts);
  const { companyName } = fact(facts, 'before');
  const orgName = companyName === '' ? new URL(context.orgUrl).host : companyName;
  return {
    name: `Okta (${orgName})`,
    entityId: result.audience,
    acsUrl: result.acsUrl,
    signOutUrl: result.signOutUrl,
    requestCertificatePems: fact(facts, 'signingCertificatePems'),
    nameIdFormat: unspecifiedNameIdFormat,
    connection: {
      orgUrl: context.orgUrl,
      orgId: context.orgId,
      orgName,
      pipeline: context.pipeline,
      idpId: result.idpId,
      idpName: result.idpName,
      keyKid: result.keyKid,
      policyId: result.policyId,
      ruleId: result.ruleId,
      ruleName: result.ruleName,
      pilotLogin: result.pilotLogin,
      setUpByHand: false,
      trustsClaims: context.choices.trustClaims,
      setupRunId: context.runId,
    },
  };
}
