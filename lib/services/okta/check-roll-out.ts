import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { clearSetupPlan, updateSetupRun, type SetupRunRow } from '@/lib/db/setup-runs';
import { judgeOrganisation } from '@/lib/okta/findings';
import { readOrganisationState } from '@/lib/okta/organisation-state';
import type { OktaAdmin } from '@/lib/okta/port';
import { planStepBack } from '@/lib/okta/step-back-plan';
import { oktaPipelineSchema, type OktaFinding } from '@/lib/schemas/okta';
import type { SetupPlan } from '@/lib/schemas/okta-run';
import { AppError, invariant } from '@/lib/shared/errors';
import { findOurValues } from './find-our-values';
import { findDifferences } from './judge-connected';
import { loadConnection } from './roll-out-connection';
import { toRollOutJson, type StoredRollOut } from './roll-out-stored';
import { readChoices, toJson } from './stored-run';

const openStatuses = ['CONNECTED', 'CHECKED', 'PLANNED'] as const;

/**
 * Reads the organisation for a roll-out: what rules may name, and whether anybody edited the rules of
 * the steps before. Going one step back has its plan at once: there is nothing to choose.
 *
 * @throws AppError `okta.application_not_found`, `okta.nothing_to_step_back`
 */
export async function checkRollOut(
  actor: Actor,
  run: SetupRunRow,
  admin: OktaAdmin,
): Promise<void> {
  const { steps } = await loadConnection(actor, run);
  const state = await readOrganisationState(admin);
  const ours = await findOurValues(getDatabase(), actor.tenantId);
  const choices = readChoices(run);
  invariant(choices, 'a roll-out has the choices of its set-up');
  const plan =
    run.kind === 'STEP_BACK'
      ? planStepBack({ state, ours, idpName: choices.idpName, steps })
      : null;
  const isWider = run.kind === 'ROLL_OUT';
  const rollOut: StoredRollOut = {
    zones: isWider ? (await admin.listZones()).map(({ id, name }) => ({ id, name })) : [],
    apps: isWider ? (await admin.listApps()).map(({ id, label }) => ({ id, name: label })) : [],
    steps: [...steps],
    proposal: null,
    outcome: null,
  };
  const pipeline = oktaPipelineSchema.parse(run.pipeline);
  const preflight = { clockAheadMs: null, boundTokenNames: null, features: null, refused: [] };
  const judged = judgeOrganisation(state, ours, { pipeline, preflight });
  const kept = judged.items.filter(({ code }) => code === 'roles' || code === 'engine');
  const { applicationId } = run;
  const differences = await findDifferences(actor, admin, { applicationId, state, ours });
  const items = [...kept, ...differences.map(toFinding)];
  const canContinue = items.every(({ level }) => level !== 'stop');
  const findings = toJson({ view: { ...judged, items, canContinue }, state });
  await store(actor, run, { findings, rollOut, plan: canContinue ? plan : null });
}

const todo = 'Use “Check and repair” on the application’s page to put it back, with another token.';

/** Going wider or back does not wait for it. */
function toFinding(difference: OktaFinding): OktaFinding {
  return { ...difference, todo };
}

async function store(
  actor: Actor,
  run: SetupRunRow,
  found: {
    readonly findings: ReturnType<typeof toJson>;
    readonly rollOut: StoredRollOut;
    readonly plan: SetupPlan | null;
  },
): Promise<void> {
  const { findings, rollOut, plan } = found;
  await inTransaction(async (tx) => {
    const target = { id: run.id, when: openStatuses };
    if (!plan) await clearSetupPlan(tx, actor.tenantId, run.id);
    const isOpen = await updateSetupRun(tx, actor.tenantId, target, {
      status: plan ? 'PLANNED' : 'CHECKED',
      tokenStatus: 'IN_USE',
      findings,
      rollOut: toRollOutJson(rollOut),
      ...(plan ? { plan: toJson(plan) } : {}),
    });
    if (!isOpen) throw new AppError('okta.run_over');
    const label = new URL(run.orgUrl).host;
    await recordAudit(tx, actor, 'setup_run.checked', { type: 'setup_run', id: run.id, label });
  });
}
