import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import { judgeOrganisation } from '@/lib/okta/findings';
import { findFallbackFeature } from '@/lib/okta/judge-features';
import { readOrganisationState } from '@/lib/okta/organisation-state';
import type { OktaAdmin } from '@/lib/okta/port';
import { planStepBack } from '@/lib/okta/step-back-plan';
import { oktaPipelineSchema, type OktaFinding } from '@/lib/schemas/okta';
import { invariant } from '@/lib/shared/errors';
import { findOurValues } from './find-our-values';
import { findDifferences } from './judge-connected';
import { loadConnection } from './roll-out-connection';
import type { StoredRollOut } from './roll-out-stored';
import { saveCheck } from './save-check';
import { readChoices, toJson } from './stored-run';

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
  const features = isWider ? await admin.listFeatures().catch(() => null) : null;
  const fallback = findFallbackFeature(features);
  const rollOut: StoredRollOut = {
    zones: isWider ? (await admin.listZones()).map(({ id, name }) => ({ id, name })) : [],
    apps: isWider ? (await admin.listApps()).map(({ id, label }) => ({ id, name: label })) : [],
    fallbackFeature: fallback && { name: fallback.name.slice(0, 200), isOn: fallback.isOn },
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
  await saveCheck(actor, run, { findings, rollOut, plan: canContinue ? plan : null });
}

const todo = 'Use “Check and repair” on the application’s page to put it back, with another token.';

/** Going wider or back does not wait for it. */
function toFinding(difference: OktaFinding): OktaFinding {
  return { ...difference, todo };
}
