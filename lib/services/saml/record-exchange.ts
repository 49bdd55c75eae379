import 'server-only';
import { recordAudit, type AuditChanges } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import type { Transaction } from '@/lib/db/database';
import type { AuditAction } from '@/lib/shared/audit-actions';
import type { ErrorCode } from '@/lib/shared/error-codes';

/**
 * Records what happened at an application. Not for those a self-test made: it is recorded as a whole,
 * and its hundreds of refusals would bury what happened to people.
 */
export async function recordExchange(
  tx: Transaction,
  actor: Actor,
  action: Extract<AuditAction, `application.${string}`>,
  about: {
    readonly application: {
      readonly id: string;
      readonly name: string;
      readonly selfTestId: string | null;
    };
    readonly changes: AuditChanges;
    readonly reason?: ErrorCode;
  },
): Promise<void> {
  const { application, changes, reason } = about;
  if (application.selfTestId !== null) return;
  const target = { type: 'application', id: application.id, label: application.name };
  await recordAudit(tx, actor, action, target, changes, reason === undefined ? {} : { reason });
}
