import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import {
  claimSetupRun,
  findSetupRun,
  insertSetupSteps,
  type SetupRunRow,
} from '@/lib/db/setup-runs';
import { AppError } from '@/lib/shared/errors';
import { executeRun, leaseFrom } from './execute-run';
import { loadRun, requireRunStatus } from './load-run';
import { oktaEnvironment } from './okta-environment';
import { readGuard, type ReadGuard } from './read-guard';
import { readAssents } from './roll-out-stored';
import { readPlan } from './stored-run';
import { recoverInterruptedRuns } from './recover-runs';
import { trackRun } from './running-runs';

/**
 * Begins to carry out the reviewed plan. Returns as soon as the run has its place; the work goes on
 * in the server, whatever becomes of the request, and ends with the token revoked. Needs a passkey
 * used just now.
 *
 * @throws AppError `okta.plan_stale` when another plan was reviewed, `okta.run_busy` when the tenant
 * is applying another run, `okta.run_over`, `okta.run_not_ready`, `okta.guard_refused`
 */
export async function applyRun(
  actor: Actor,
  runId: string,
  input: { readonly token: string; readonly planHash: string },
): Promise<void> {
  const { gateway, now } = oktaEnvironment();
  actor.requireRecentPerson('applications.connect', now());
  await recoverInterruptedRuns(actor);
  const run = await loadRun(actor, runId);
  requireRunStatus(run, ['PLANNED']);
  const plan = readPlan(run);
  if (plan?.hash !== input.planHash) throw new AppError('okta.plan_stale');
  const guard = await requireGuard(actor, run);
  // Made before the claim: a host that may not get the token must not leave a claimed run.
  const admin = gateway.connect(run.orgUrl, input.token);
  await inTransaction(async (tx) => {
    const claim = { id: runId, now: now(), leaseUntil: leaseFrom(now()) };
    const answer = await claimSetupRun(tx, actor.tenantId, claim);
    if (answer === 'busy') throw new AppError('okta.run_busy');
    if (answer === 'not_ready') throw new AppError('okta.run_over');
    // The plan cannot change any more, but may have since it was read: only what was judged goes on.
    const claimed = await findSetupRun(tx, actor.tenantId, runId);
    if (!claimed || readPlan(claimed)?.hash !== plan.hash) throw new AppError('okta.plan_stale');
    const actions = plan.steps.map(({ action }) => action);
    await insertSetupSteps(tx, actor.tenantId, runId, actions);
    await recordAudit(
      tx,
      actor,
      'setup_run.applied',
      {
        type: 'setup_run',
        id: runId,
        label: new URL(run.orgUrl).host,
      },
      describeOverride(run, guard),
    );
  });
  trackRun(runId, executeRun({ actor, runId, admin }));
}

/** The guard against lock-out, here and not only on the page. */
async function requireGuard(actor: Actor, run: SetupRunRow): Promise<ReadGuard | null> {
  if (run.kind !== 'ROLL_OUT' && run.kind !== 'REPAIR') return null;
  const guard = await readGuard(actor, run);
  // A repair that routes nobody beyond the test person has no proposal, and its first step proves so.
  if (!guard && run.kind === 'REPAIR') return null;
  if (!guard) throw new AppError('okta.run_not_ready');
  const codes = guard.refusals.map(({ code }) => code).join(', ');
  if (guard.refusals.length > 0) throw new AppError('okta.guard_refused', `Not met: ${codes}`);
  return guard;
}

/** That somebody else answers for it, too, and why; not when that no longer counts, or is not needed. */
function describeOverride(
  run: SetupRunRow,
  guard: ReadGuard | null,
): Parameters<typeof recordAudit>[4] {
  const { override } = readAssents(run);
  const isNeeded = guard?.conditions.some(({ isMet }) => !isMet) === true;
  if (!override || !isNeeded || !guard.isOverridden) return {};
  return { override: { after: `${override.login}: ${override.reason}` } };
}
