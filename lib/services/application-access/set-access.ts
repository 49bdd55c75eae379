import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { setApplicationAccess } from '@/lib/db/application-grants';
import { inTransaction } from '@/lib/db/database';
import type { SetAccessInput } from '@/lib/schemas/application-access';
import { getApplication } from './get-application';

/**
 * Opens an application to everybody, or to the chosen only. Who was chosen before stays chosen, so
 * that going back and forth loses nothing. Who loses access is refused from the next sign-in on, and
 * in the middle of one.
 */
export async function setAccess(actor: Actor, input: SetAccessInput): Promise<void> {
  actor.requireRecentPerson('applications.grant', new Date());
  const { applicationId, access } = input;
  await inTransaction(async (tx) => {
    const target = { permission: 'applications.grant', applicationId } as const;
    const before = await getApplication(tx, actor, target);
    if (before.access === access) return;
    await setApplicationAccess(tx, actor.tenantId, { id: applicationId, access });
    const about = { type: 'application', id: applicationId, label: before.name };
    await recordAudit(tx, actor, 'application.access_changed', about, {
      access: { before: before.access, after: access },
    });
  });
}
