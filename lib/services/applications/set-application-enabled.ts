import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { findApplicationById, setApplicationEnabled as store } from '@/lib/db/applications';
import { inTransaction } from '@/lib/db/database';
import type { SetApplicationEnabledInput } from '@/lib/schemas/applications';
import { AppError } from '@/lib/shared/errors';

/**
 * Switches an application on or off. Off, everybody who is routed here is refused; the rule in Okta
 * stays, so that switching it on again needs nothing there.
 */
export async function setApplicationEnabled(
  actor: Actor,
  input: SetApplicationEnabledInput,
): Promise<void> {
  actor.requireRecentPerson('applications.connect', new Date());
  const { applicationId: id, enabled } = input;
  await inTransaction(async (tx) => {
    const before = await findApplicationById(tx, actor.tenantId, id);
    if (before === null) throw new AppError('request.not_found', `No application ${id}`);
    if (before.enabled === enabled) return;
    await store(tx, actor.tenantId, { id, enabled });
    const target = { type: 'application', id, label: before.name };
    await recordAudit(tx, actor, 'application.updated', target, {
      enabled: { before: before.enabled, after: enabled },
    });
  });
}
