import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import { judgeOrganisation } from '@/lib/okta/findings';
import { readOrganisationState } from '@/lib/okta/organisation-state';
import type { OktaAdmin } from '@/lib/okta/port';
import {
  findRepairObjects,
  isAsRecorded,
  type RepairInput,
  type RepairObjects,
} from '@/lib/okta/repair-objects';
import { judgeRepair } from '@/lib/okta/repair-findings';
import { findRepairProbes, planRepair } from '@/lib/okta/repair-plan';
import { oktaPipelineSchema } from '@/lib/schemas/okta';
import type { RollOutWho } from '@/lib/schemas/okta-roll-out';
import { isAppError } from '@/lib/shared/errors';
import { findOurValues } from './find-our-values';
import { loadRecord, requireRepairable } from './load-record';
import { oktaEnvironment } from './okta-environment';
import { readReachTarget } from './read-reach-target';
import { readRepairInput } from './read-repair';
import type { ReachTarget, RollOutProposal } from './roll-out-stored';
import { saveCheck } from './save-check';
import { toJson } from './stored-run';
import { findAdministratorProblems, findRoutes } from './verify-people';

/**
 * Compares the organisation with what was kept, and makes the plan at once: there is nothing to choose.
 * Where people beyond the test person would be routed again, the guard against lock-out gets what it
 * judges. With nothing to put back there is no plan.
 *
 * @throws AppError `okta.repair_closed`, `okta.repair_after_step_back`, `okta.repair_idp_gone`,
 * `okta.rule_name_taken`, `okta.idp_name_taken`, `okta.pilot_is_token_owner`, `okta.metadata_unusable`
 */
export async function checkRepair(actor: Actor, run: SetupRunRow, admin: OktaAdmin): Promise<void> {
  await requireRepairable(actor, run.applicationId);
  const record = await loadRecord(actor, run);
  const state = await readOrganisationState(admin);
  const ours = await findOurValues(getDatabase(), actor.tenantId);
  const input = await readRepairInput(admin, { state, ours, record });
  const objects = findRepairObjects(input);
  const plan = isAsRecorded(objects) ? null : planRepair(input);
  const proposal = await propose(run, admin, { input, objects });
  const pipeline = oktaPipelineSchema.parse(run.pipeline);
  const preflight = { clockAheadMs: null, boundTokenNames: null, features: null, refused: [] };
  const judged = judgeOrganisation(state, ours, { pipeline, preflight });
  const kept = judged.items.filter(({ code }) => code === 'roles');
  const items = [...kept, ...judgeRepair(objects)];
  const canContinue = items.every(({ level }) => level !== 'stop');
  const steps = [...record.steps];
  await saveCheck(actor, run, {
    findings: toJson({ view: { ...judged, items, canContinue }, state }),
    rollOut: { zones: [], apps: [], steps, proposal, outcome: null },
    plan: canContinue ? plan : null,
  });
}

interface Compared {
  readonly input: RepairInput;
  readonly objects: RepairObjects;
}

/**
 * What the guard judges: everybody of the steps whose people may be routed again, under the limits of
 * the widest of them; null without one.
 */
async function propose(
  run: SetupRunRow,
  admin: OktaAdmin,
  { input, objects }: Compared,
): Promise<RollOutProposal | null> {
  const widest = objects.routedAgain.at(-1);
  if (!widest) return null;
  const { samples, administrators } = findRepairProbes(input);
  const { attributeLogins, isAttributeCut } = await toTarget(admin, widest.choices.who);
  const further: ReachTarget[] = [];
  for (const { choices } of objects.routedAgain.slice(0, -1)) {
    further.push(await toTarget(admin, choices.who));
  }
  return {
    choices: { ...widest.choices, administrators: [...administrators] },
    ...{ attributeLogins, isAttributeCut, further },
    probes: { samples: [...samples], stranger: null },
    administrators: await judgeAdministrators(run, admin, { objects, administrators }),
    // Put back before anybody is routed, and read again.
    excludesAdmins: true,
    areRoutesRight: true,
  };
}

/** An attribute that fits nobody any more is no reason to leave its rule broken. */
async function toTarget(admin: OktaAdmin, who: RollOutWho): Promise<ReachTarget> {
  try {
    return await readReachTarget(admin, who);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'okta.roll_out_nobody') throw error;
    return { who, attributeLogins: [], isAttributeCut: false };
  }
}

/** Whom a rule keeps with Okta that this repair puts back first counts; that is proven on the way. */
async function judgeAdministrators(
  { orgUrl }: SetupRunRow,
  admin: OktaAdmin,
  about: { readonly objects: RepairObjects; readonly administrators: readonly string[] },
): Promise<RollOutProposal['administrators']> {
  const { objects, administrators } = about;
  const find = (login: string) => oktaEnvironment().gateway.findRoute(orgUrl, login);
  const routes = await findRoutes(find, administrators);
  const isMended = objects.rules.some(
    ({ wanted, isWritten, isSwitchedOn }) =>
      wanted.role === 'ADMINS' && (isWritten || isSwitchedOn),
  );
  const judged: RollOutProposal['administrators'] = [];
  for (const { login, type } of routes) {
    const problems = await findAdministratorProblems(admin, [login]);
    const isWithOkta = type === 'OKTA' || isMended;
    judged.push({ login, isSuperAdmin: problems.length === 0, isWithOkta });
  }
  return judged;
}
