import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import { inTransaction } from '@/lib/db/database';
import { updateRollOut } from '@/lib/db/okta-connections';
import { updateSetupRun } from '@/lib/db/setup-runs';
import { describeChoices } from '@/lib/okta/roll-out-words';
import type { RollOutStep } from '@/lib/schemas/okta-roll-out';
import { invariant } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import { loadConnection } from './roll-out-connection';
import { proposalOf } from './roll-out-context';
import { toRollOutJson } from './roll-out-stored';
import { fact, type RunContext, type RunFacts, type SetupStep, type StepResult } from './run-facts';

/** Keeps the new step, and what the run was seen to lead to, in one transaction. */
export const saveWidened: SetupStep = {
  action: 'save_roll_out',
  perform: async (context, facts) => {
    const step = toStep(context, facts);
    const words = describeChoices(step.choices);
    return save(context, facts, {
      step,
      change: (steps) => [...steps, step],
      action: 'routing.widened',
      changes: { routed: { after: words }, rule: { after: step.rule.name } },
      evidence: words,
    });
  },
};

/** Forgets the step that was taken back. */
export const saveSteppedBack: SetupStep = {
  action: 'save_roll_out',
  perform: async (context, facts) => {
    const { step, rules } = fact(facts, 'removal');
    const names = rules.map(({ name }) => name).join(', ');
    return save(context, facts, {
      step,
      change: (steps) => steps.filter(({ rule }) => rule.id !== step?.rule.id),
      action: 'routing.stepped_back',
      changes: {
        ...(step ? { routed: { before: describeChoices(step.choices) } } : {}),
        rules: { before: names },
      },
      evidence: step ? `Back from ${describeChoices(step.choices)}` : `Cleaned up: ${names}`,
    });
  },
};

function toStep(context: RunContext, facts: RunFacts): RollOutStep {
  const { choices, probes } = proposalOf(context);
  const { body, adminBody, adminRule, ownsAdminRule, rule } = fact(facts, 'wider');
  const adminName = adminRule?.name ?? adminBody?.name ?? '';
  return {
    choices,
    rule: { id: fact(facts, 'ruleId'), name: body.name },
    adminRule: ownsAdminRule ? { id: fact(facts, 'adminRuleId'), name: adminName } : null,
    fallback: facts.fallback ?? 'off',
    samples: [...probes.samples],
    fingerprint: facts.ruleFingerprint ?? rule?.fingerprint ?? '',
    above: listAbove(facts),
    runId: context.runId,
    at: oktaEnvironment().now().toISOString(),
  };
}

/** Other rules that stood above it already: a repair leaves them there. */
function listAbove(facts: RunFacts): string[] {
  const { place, ourRuleIds } = fact(facts, 'wider');
  const others = fact(facts, 'before').rules.slice(0, place - 1);
  return others.filter(({ id, isSystem }) => !isSystem && !ourRuleIds.has(id)).map(({ id }) => id);
}

interface Saving {
  readonly step: RollOutStep | null;
  readonly change: (steps: readonly RollOutStep[]) => readonly RollOutStep[];
  readonly action: 'routing.widened' | 'routing.stepped_back';
  readonly changes: Parameters<typeof recordAudit>[4];
  readonly evidence: string;
}

async function save(context: RunContext, facts: RunFacts, saving: Saving): Promise<StepResult> {
  const { actor, runId, applicationId, rollOut, orgUrl } = context;
  const { step, change, action, changes, evidence } = saving;
  invariant(rollOut && applicationId, 'a roll-out is about an application');
  await inTransaction(async (tx) => {
    const { steps } = await loadConnection(actor, context, tx);
    await updateRollOut(tx, actor.tenantId, applicationId, toRollOutJson(change(steps)));
    const { routesBefore = [], routesAfter = [] } = facts;
    const outcome = { step, routesBefore: [...routesBefore], routesAfter: [...routesAfter] };
    const stored = toRollOutJson({ ...rollOut, outcome });
    const target = { id: runId, when: ['APPLYING'] } as const;
    const isRunning = await updateSetupRun(tx, actor.tenantId, target, { rollOut: stored });
    invariant(isRunning, 'a run that saves its stage is being applied');
    const label = new URL(orgUrl).host;
    await recordAudit(
      tx,
      actor,
      action,
      { type: 'application', id: applicationId, label },
      changes,
    );
  });
  return { status: 'DONE', evidence };
}
