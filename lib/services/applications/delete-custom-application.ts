import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { deleteCustomApplication as remove } from '@/lib/db/custom-applications';
import { inTransaction } from '@/lib/db/database';
import { requireCustomApplication } from './require-custom-application';

/**
 * Deletes a custom application with everything that hangs on it: requests that wait, the names people
 * have there, sign-ins it would be told the end of, and who may open it. Its events and traces stay.
 *
 * @throws AppError `request.not_found`
 */
export async function deleteCustomApplication(actor: Actor, id: string): Promise<void> {
  actor.requireRecentPerson('applications.connect', new Date());
  await inTransaction(async (tx) => {
    const { name, entityId } = await requireCustomApplication(tx, actor, id);
    await remove(tx, actor.tenantId, id);
    const target = { type: 'application', id, label: name };
    await recordAudit(tx, actor, 'application.deleted', target, { entityId: { before: entityId } });
  });
}
