import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { setUserDisabled } from '@/lib/db/users';
import { getUserToActOn } from './get-user-to-act-on';

/** Lets a disabled person sign in again. */
export async function enableUser(actor: Actor, userId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const user = await getUserToActOn(tx, actor, { permission: 'users.disable', userId });
    if (!user.disabledAt) return;
    await setUserDisabled(tx, actor.tenantId, { userId, disabledAt: null });
    const target = { type: 'user', id: userId, label: user.login };
    await recordAudit(tx, actor, 'user.enabled', target);
  });
}
