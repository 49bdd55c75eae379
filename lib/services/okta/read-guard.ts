import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { countStageSignIns } from '@/lib/db/roll-out-people';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import { findUserById } from '@/lib/db/users';
import { judgeExit } from '@/lib/okta/roll-out-exit';
import { findRefusals, judgeGuard } from '@/lib/okta/roll-out-guard';
import { currentStage } from '@/lib/okta/roll-out-objects';
import {
  overrideMinutes,
  type ExitTest,
  type GuardCode,
  type GuardCondition,
  type RollOutReach,
  type RunAssents,
} from '@/lib/schemas/okta-guard';
import type { RollOutStep } from '@/lib/schemas/okta-roll-out';
import { countWithoutAccess, findReach } from './find-reach';
import { oktaEnvironment } from './okta-environment';
import { loadConnection } from './roll-out-connection';
import { readAssents, readRollOut } from './roll-out-stored';
import { readPlan } from './stored-run';
import { toReachQuery } from './to-reach-query';

/** The guard of a roll-out as it stands now. */
export interface ReadGuard {
  readonly conditions: readonly GuardCondition[];
  readonly reach: RollOutReach;
  /** An approval of this very plan by another admin that still counts, and covers all it could. */
  readonly isOverridden: boolean;
  /** What stands in the way of applying. */
  readonly refusals: readonly GuardCondition[];
}

/**
 * Judges the guard with what is known now: sign-ins, passkeys, confirmations and approvals may have
 * changed since the plan was made. Null before there is a plan, and of a repair that routes nobody
 * beyond the test person again. A repair does not leave a stage, so there is no exit test to pass.
 */
export async function readGuard(actor: Actor, run: SetupRunRow): Promise<ReadGuard | null> {
  const proposal = readRollOut(run)?.proposal;
  if (!proposal) return null;
  const connection = await loadConnection(actor, run);
  const query = toReachQuery(run, proposal);
  const reach = await findReach(actor, query);
  const withoutAccess = await countWithoutAccess(actor, query, connection.applicationId);
  const exitTest = await readExitTest(actor, {
    ...connection,
    areRoutesRight: proposal.areRoutesRight,
  });
  const { now } = oktaEnvironment();
  const judged = judgeGuard({
    administrators: proposal.administrators,
    excludesAdmins: proposal.excludesAdmins,
    now: now(),
    lastSignInAt: connection.lastSignInAt,
    isApplicationEnabled: connection.isEnabled,
    isLoginDefaultConfirmed: readAssents(run).loginDefault !== null,
    reach: {
      notEnrolled: reach.notEnrolled + reach.disabled,
      unknown: reach.unknown,
      withoutAccess,
    },
    exitTest,
  });
  const conditions = judged.filter(({ code }) => run.kind === 'ROLL_OUT' || code !== 'exit_test');
  const override = await findOverride(actor, run);
  const approved = override?.codes ?? [];
  // Who approved is not who applies, too.
  const refusals = findRefusals(conditions, isApprover(actor, run) ? [] : approved);
  const isOverridden = override !== null && !hasNewlyUnmet(conditions, approved);
  return { conditions, reach, isOverridden, refusals };
}

/** Something that could be approved came up only after the approval: it has to be given again. */
function hasNewlyUnmet(
  conditions: readonly GuardCondition[],
  approved: readonly GuardCode[],
): boolean {
  return findRefusals(conditions, approved).some(({ isOverridable }) => isOverridable);
}

/** The exit test of the stage that stands. */
export async function readExitTest(
  actor: Actor,
  stands: {
    readonly applicationId: string;
    readonly connectedAt: Date;
    readonly steps: readonly RollOutStep[];
    readonly areRoutesRight: boolean | null;
  },
): Promise<ExitTest> {
  const { applicationId, connectedAt, steps, areRoutesRight } = stands;
  const step = steps.at(-1);
  const since = step ? new Date(step.at) : connectedAt;
  const signIns = await countStageSignIns(getDatabase(), actor.tenantId, { applicationId, since });
  return judgeExit({
    stage: currentStage(steps),
    routedCount: await countRouted(actor, step),
    ...signIns,
    areRoutesRight,
  });
}

/** Null where only Okta knows. */
async function countRouted(actor: Actor, step: RollOutStep | undefined): Promise<number | null> {
  if (!step) return 1;
  const { who } = step.choices;
  if (who.stage === 'ATTRIBUTE') return null;
  const now = oktaEnvironment().now();
  const targets = [{ who, attributeLogins: [], isAttributeCut: false }];
  const query = { targets, orgUrl: '', now };
  const { enrolled, notEnrolled } = await findReach(actor, query);
  return enrolled + notEnrolled;
}

/**
 * The approval of this very plan that another admin gave lately: not who began the run, and somebody
 * who may connect applications still.
 */
async function findOverride(actor: Actor, run: SetupRunRow): Promise<RunAssents['override']> {
  const { override } = readAssents(run);
  if (!override || override.planHash !== readPlan(run)?.hash) return null;
  const age = oktaEnvironment().now().getTime() - Date.parse(override.at);
  if (age > overrideMinutes * 60_000 || override.userId === run.createdById) return null;
  const approver = await findUserById(getDatabase(), actor.tenantId, override.userId);
  const mayApprove =
    approver?.disabledAt === null && actor.isPermitted(approver, 'applications.connect');
  return mayApprove ? override : null;
}

function isApprover({ identity }: Actor, run: SetupRunRow): boolean {
  const approverId = readAssents(run).override?.userId;
  return identity.kind === 'person' && identity.person.userId === approverId;
}
