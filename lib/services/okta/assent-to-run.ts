import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import type { PersonIdentity } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { lockSetupRun, updateSetupRun } from '@/lib/db/setup-runs';
import type { ApproveOverrideInput, RunAssents } from '@/lib/schemas/okta-guard';
import type { AuditAction } from '@/lib/shared/audit-actions';
import { AppError } from '@/lib/shared/errors';
import { loadRun, requireRunStatus } from './load-run';
import { oktaEnvironment } from './okta-environment';
import { readGuard } from './read-guard';
import { readAssents, toRollOutJson } from './roll-out-stored';
import { readPlan } from './stored-run';

/** Somebody has opened `/login/default` and seen Okta's own sign-in; kept with who and when. */
export async function confirmLoginDefault(actor: Actor, runId: string): Promise<void> {
  const person = actor.requirePerson('applications.connect');
  await loadRun(actor, runId);
  await keepAssent(actor, runId, {
    action: 'setup_run.way_back_confirmed',
    change: (assents) => ({ ...assents, loginDefault: toAssent(person) }),
    changes: { loginDefault: { after: 'opened' } },
  });
}

/**
 * A second admin lets a roll-out pass in spite of conditions that are not met: this very plan, with a
 * reason, and a passkey used just now. Counts for an hour, and for no condition that fails later.
 *
 * @throws AppError `okta.override_own`, `okta.override_impossible`, `okta.override_needless`,
 * `okta.plan_stale`, `okta.run_not_ready`
 */
export async function approveOverride(actor: Actor, input: ApproveOverrideInput): Promise<void> {
  const { now } = oktaEnvironment();
  const person = actor.requireRecentPerson('applications.connect', now());
  const run = await loadRun(actor, input.runId);
  requireRunStatus(run, ['PLANNED']);
  if (run.createdById === person.userId) throw new AppError('okta.override_own');
  if (readPlan(run)?.hash !== input.planHash) throw new AppError('okta.plan_stale');
  const guard = await readGuard(actor, run);
  if (!guard) throw new AppError('okta.run_not_ready');
  const unmet = guard.conditions.filter(({ isMet }) => !isMet);
  if (unmet.length === 0) throw new AppError('okta.override_needless');
  if (unmet.some(({ isOverridable }) => !isOverridable)) {
    throw new AppError('okta.override_impossible');
  }
  const { planHash, reason } = input;
  const codes = unmet.map(({ code }) => code);
  const override = { ...toAssent(person), planHash, reason, codes };
  await keepAssent(actor, input.runId, {
    action: 'setup_run.override_approved',
    change: (assents) => ({ ...assents, override }),
    changes: {
      reason: { after: reason },
      plan: { after: planHash },
      conditions: { after: codes.join(' ') },
    },
  });
}

function toAssent({ userId, login }: PersonIdentity) {
  return { userId, login, at: oktaEnvironment().now().toISOString() };
}

interface Assent {
  readonly action: AuditAction;
  readonly change: (assents: RunAssents) => RunAssents;
  readonly changes: Parameters<typeof recordAudit>[4];
}

async function keepAssent(actor: Actor, runId: string, assent: Assent): Promise<void> {
  await inTransaction(async (tx) => {
    const run = await lockSetupRun(tx, actor.tenantId, runId);
    if (run?.kind !== 'ROLL_OUT' && run?.kind !== 'REPAIR') {
      throw new AppError('okta.run_not_ready');
    }
    requireRunStatus(run, ['CHECKED', 'PLANNED']);
    const assents = toRollOutJson(assent.change(readAssents(run)));
    const target = { id: runId, when: ['CHECKED', 'PLANNED'] } as const;
    await updateSetupRun(tx, actor.tenantId, target, { assents });
    const label = new URL(run.orgUrl).host;
    const about = { type: 'setup_run', id: runId, label };
    await recordAudit(tx, actor, assent.action, about, assent.changes);
  });
}
