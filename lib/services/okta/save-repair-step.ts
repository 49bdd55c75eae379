import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import { inTransaction } from '@/lib/db/database';
import { updateRepaired } from '@/lib/db/okta-connections';
import { updateRoutingWatch } from '@/lib/db/routing-watches';
import { updateSetupRun } from '@/lib/db/setup-runs';
import type { OktaRule } from '@/lib/okta/port';
import type { RollOutStep } from '@/lib/schemas/okta-roll-out';
import { invariant } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import { recordOf } from './repair-steps';
import { idOfRule } from './repair-steps-rules';
import { toRollOutJson } from './roll-out-stored';
import { fact, type RunContext, type RunFacts, type SetupStep } from './run-facts';

/** Keeps the ids of what was made again, in one transaction with what the run was seen to lead to. */
export const saveRepair: SetupStep = {
  action: 'save_repair',
  perform: async (context, facts) => {
    const { actor, runId, applicationId, rollOut, orgUrl } = context;
    invariant(rollOut && applicationId, 'a repair is about an application');
    const rules = await context.admin.listRules(fact(facts, 'before').policy.id);
    const steps = recordOf(context).steps.map((step) => toStep(step, { facts, rules }));
    const repaired = { ...toRepaired(context, facts), rollOut: toRollOutJson(steps) };
    const names = namesOf(facts);
    await inTransaction(async (tx) => {
      const isThere = await updateRepaired(tx, actor.tenantId, applicationId, repaired);
      invariant(isThere, 'a connection that is repaired is there');
      const { routesBefore = [], routesAfter = [] } = facts;
      const outcome = {
        step: null,
        routesBefore: [...routesBefore],
        routesAfter: [...routesAfter],
      };
      const stored = toRollOutJson({ ...rollOut, outcome });
      const target = { id: runId, when: ['APPLYING'] } as const;
      const isRunning = await updateSetupRun(tx, actor.tenantId, target, { rollOut: stored });
      invariant(isRunning, 'a run that saves its repair is being applied');
      // The health is looked at anew, instead of when its turn comes.
      const nextLookAt = oktaEnvironment().now();
      await updateRoutingWatch(tx, actor.tenantId, applicationId, { nextLookAt });
      const about = { type: 'application', id: applicationId, label: new URL(orgUrl).host };
      await recordAudit(tx, actor, 'routing.repaired', about, { putBack: { after: names } });
    });
    return { status: 'DONE', evidence: names };
  },
};

function toRepaired(context: RunContext, facts: RunFacts) {
  const { rules, key } = fact(facts, 'repair');
  const pilot = rules.find(({ wanted }) => wanted.role === 'TEST_PERSON');
  const keyKid = facts.kid ?? key?.kid;
  invariant(keyKid !== undefined, 'a repaired connection has a key');
  return {
    keyKid,
    policyId: fact(facts, 'before').policy.id,
    ruleId: pilot ? idOfRule(pilot, facts) : (recordOf(context).rule?.id ?? null),
    requestCertificatePems: fact(facts, 'signingCertificatePems'),
  };
}

interface Now {
  readonly facts: RunFacts;
  readonly rules: readonly OktaRule[];
}

function toStep(step: RollOutStep, now: Now): RollOutStep {
  const { adminRule } = step;
  const id = findId(step.rule.id, now.facts);
  const fingerprint = now.rules.find((rule) => rule.id === id)?.fingerprint ?? step.fingerprint;
  return {
    ...step,
    rule: { ...step.rule, id },
    adminRule: adminRule && { ...adminRule, id: findId(adminRule.id, now.facts) },
    fingerprint,
  };
}

function findId(id: string, facts: RunFacts): string {
  const mending = fact(facts, 'repair').rules.find(({ wanted }) => wanted.id === id);
  return (mending && idOfRule(mending, facts)) ?? id;
}

/** What was put back, by name. */
function namesOf(facts: RunFacts): string {
  const { idpChanges, mappingChanges, certificateChanges, key } = fact(facts, 'repair');
  const rules = new Set((facts.mended ?? []).map(({ name }) => name));
  return [
    ...(key ? [] : ['Signing certificate of AdminX']),
    ...(idpChanges.length > 0 ? ['Identity provider'] : []),
    ...(mappingChanges.length > 0 ? ['Attribute mapping'] : []),
    ...rules,
    ...(certificateChanges.length > 0 ? ['Certificate of Okta'] : []),
  ].join(', ');
}
