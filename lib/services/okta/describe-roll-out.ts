import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import { requireOktaHost } from '@/lib/okta/domain';
import { currentStage } from '@/lib/okta/roll-out-objects';
import { describeChoices } from '@/lib/okta/roll-out-words';
import type { RollOutRunView } from '@/lib/schemas/okta-run';
import { isAppError } from '@/lib/shared/errors';
import { readExitTest, readGuard, type ReadGuard } from './read-guard';
import { readWatchVerdict } from './read-watch-verdict';
import { loadConnection } from './roll-out-connection';
import { readAssents, readRollOut, type StoredRollOut } from './roll-out-stored';

/** What the pages of a roll-out show besides plan and journal; null of other runs. */
export async function describeRollOut(
  actor: Actor,
  run: SetupRunRow,
): Promise<RollOutRunView | null> {
  const stored = readRollOut(run);
  if (!stored) return null;
  const guard = run.status === 'PLANNED' ? await readGuard(actor, run) : null;
  const { proposal, steps } = stored;
  return {
    stage: currentStage(steps),
    standing: steps.map(({ choices }) => describeChoices(choices)),
    exitTest: await describeExit(actor, run, stored),
    ...describeOffer(run, stored),
    choices: proposal?.choices ?? null,
    ...describeGuard(guard),
    loginDefaultUrl: `${hostOf(run).origin}/login/default`,
    ...describeAssents(run, guard),
    ...describeOutcome(stored),
  };
}

function hostOf({ orgUrl }: SetupRunRow) {
  return requireOktaHost(orgUrl, orgUrl.startsWith('http:') ? orgUrl : null);
}

/** Okta lists a feature to few; where it does not, an organisation without it drops the wish. */
function describeOffer({ pipeline }: SetupRunRow, { zones, apps, fallbackFeature }: StoredRollOut) {
  const fallbackOff = fallbackFeature?.isOn === false ? fallbackFeature.name : null;
  return { zones, apps, hasFallback: pipeline === 'idx' && fallbackOff === null, fallbackOff };
}

/** The exit test of the stage that stands; nothing when the application was deleted. */
async function describeExit(actor: Actor, run: SetupRunRow, { steps, proposal }: StoredRollOut) {
  try {
    const { applicationId, connectedAt } = await loadConnection(actor, run);
    // Before there is a plan, what the watch saw last counts.
    const areRoutesRight =
      proposal?.areRoutesRight ?? (await readWatchVerdict(actor, applicationId));
    return await readExitTest(actor, { applicationId, connectedAt, steps, areRoutesRight });
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

function describeGuard(guard: ReadGuard | null) {
  if (!guard) return { reach: null, guard: [], mayApply: false };
  const { reach, conditions, refusals } = guard;
  return { reach, guard: [...conditions], mayApply: refusals.length === 0 };
}

/** An approval that does not count (any more) is not shown. */
function describeAssents(run: SetupRunRow, guard: ReadGuard | null) {
  const { loginDefault, override } = readAssents(run);
  const counts = guard === null ? run.status !== 'CHECKED' : guard.isOverridden;
  return {
    loginDefault: loginDefault && { login: loginDefault.login, at: loginDefault.at },
    override:
      override && counts
        ? { login: override.login, at: override.at, reason: override.reason }
        : null,
  };
}

function describeOutcome({ outcome }: StoredRollOut) {
  return {
    routesBefore: outcome?.routesBefore ?? [],
    routesAfter: outcome?.routesAfter ?? [],
    fallback: outcome?.step?.fallback ?? null,
  };
}
