import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { clearSetupPlan, updateSetupRun, type SetupRunRow } from '@/lib/db/setup-runs';
import type { SetupPlan } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { toRollOutJson, type StoredRollOut } from './roll-out-stored';
import { toJson } from './stored-run';

const openStatuses = ['CONNECTED', 'CHECKED', 'PLANNED'] as const;

/** What a check of a connection found; the plan where there is nothing to choose first. */
export interface CheckOfConnection {
  readonly findings: ReturnType<typeof toJson>;
  readonly rollOut: StoredRollOut;
  readonly plan: SetupPlan | null;
}

/**
 * Writes the check of a run about a connection, in one transaction with its audit.
 * @throws AppError `okta.run_over`
 */
export async function saveCheck(
  actor: Actor,
  run: SetupRunRow,
  { findings, rollOut, plan }: CheckOfConnection,
): Promise<void> {
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
