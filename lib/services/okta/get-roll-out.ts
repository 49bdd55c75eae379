import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listSetupRunsOfApplication } from '@/lib/db/setup-runs';
import { getTenantById } from '@/lib/db/tenants';
import { currentStage } from '@/lib/okta/roll-out-objects';
import { describeChoices } from '@/lib/okta/roll-out-words';
import type { ApplicationRollOut, RollOutStageView } from '@/lib/schemas/okta-application';
import { rollOutStageLabels, rollOutStages, type RollOutStep } from '@/lib/schemas/okta-roll-out';
import { isAppError } from '@/lib/shared/errors';
import { loadRun } from './load-run';
import { readExitTest } from './read-guard';
import { recoverRunsOnSight } from './recover-runs';
import { readWatchVerdict } from './read-watch-verdict';
import { loadConnection, type RolledOutConnection } from './roll-out-connection';
import { readRollOut } from './roll-out-stored';

/** What the pages of a run need to know around it. */
export interface RollOutSurroundings {
  readonly publicUrl: string;
  readonly applicationId: string | null;
  /** Who was kept with Okta at the stage before; the owner of the token at first. */
  readonly administrators: readonly string[];
}

/** See {@link RollOutSurroundings}. */
export async function getRollOut(actor: Actor, runId: string): Promise<RollOutSurroundings> {
  actor.requirePerson('applications.connect');
  const run = await loadRun(actor, runId);
  const { publicUrl } = await getTenantById(getDatabase(), actor.tenantId);
  const step = readRollOut(run)?.steps.at(-1);
  const { applicationId } = run;
  return { publicUrl, applicationId, administrators: step?.choices.administrators ?? [] };
}

/**
 * How far the routing of an application goes, stage by stage, and whether the stage may be left. Null
 * when it was connected by hand, or taken away again.
 */
export async function getApplicationRollOut(
  actor: Actor,
  applicationId: string,
): Promise<ApplicationRollOut | null> {
  actor.requirePerson('applications.read');
  await recoverRunsOnSight(actor);
  const connection = await findConnection(actor, applicationId);
  if (!connection) return null;
  const { steps } = connection;
  const areRoutesRight = await readWatchVerdict(actor, applicationId);
  const exitTest = await readExitTest(actor, { ...connection, areRoutesRight });
  return {
    stages: toStages(connection),
    exitTest,
    canWiden: currentStage(steps) !== 'EVERYONE',
    canStepBack: steps.length > 0 || (await hasLeftovers(actor, applicationId)),
  };
}

/** Whether the last run about the routing stopped on the way, so that rules no step knows may be left. */
async function hasLeftovers(actor: Actor, applicationId: string): Promise<boolean> {
  const runs = await listSetupRunsOfApplication(getDatabase(), actor.tenantId, applicationId);
  const last = runs.find(({ kind }) => kind === 'ROLL_OUT' || kind === 'STEP_BACK');
  return last?.status === 'FAILED' || last?.status === 'INTERRUPTED';
}

async function findConnection(
  actor: Actor,
  applicationId: string,
): Promise<RolledOutConnection | null> {
  try {
    const connection = await loadConnection(actor, { applicationId });
    return connection.setupRunId === null ? null : connection;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

function toStages({ steps, pilotLogin }: RolledOutConnection): readonly RollOutStageView[] {
  const current = currentStage(steps);
  return rollOutStages.map((stage) => {
    const own = steps.filter(({ choices }) => choices.who.stage === stage);
    const isTest = stage === 'TEST_PERSON';
    return {
      stage,
      label: rollOutStageLabels[stage],
      isReached: isTest || own.length > 0,
      isCurrent: stage === current,
      who: isTest ? [pilotLogin ?? 'The test person'] : own.map(describeStep),
      ruleNames: own.map(({ rule }) => rule.name),
      since: own[0]?.at ?? null,
    };
  });
}

function describeStep({ choices }: RollOutStep): string {
  const who = describeChoices(choices);
  return `${who.charAt(0).toUpperCase()}${who.slice(1)}`;
}
