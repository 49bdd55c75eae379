import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { deleteSessionOfUser, deleteSessionsOfUser } from '@/lib/db/sessions';
import { AppError } from '@/lib/shared/errors';
import { getUserToActOn } from './get-user-to-act-on';

/** Ends every session of a person. */
export async function endUserSessions(actor: Actor, userId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const user = await getUserToActOn(tx, actor, { permission: 'users.end_sessions', userId });
    const count = await deleteSessionsOfUser(tx, actor.tenantId, { userId });
    const target = { type: 'user', id: userId, label: user.login };
    await recordAudit(tx, actor, 'session.ended', target, { sessionsEnded: { after: count } });
  });
}

/** Ends one session of a person. */
export async function endUserSession(
  actor: Actor,
  target: { readonly userId: string; readonly sessionId: string },
): Promise<void> {
  const { userId } = target;
  await inTransaction(async (tx) => {
    const user = await getUserToActOn(tx, actor, { permission: 'users.end_sessions', userId });
    const wasLive = await deleteSessionOfUser(tx, actor.tenantId, target);
    if (!wasLive) throw new AppError('auth.session_not_found');
    await recordAudit(tx, actor, 'session.ended', { type: 'user', id: userId, label: user.login });
  });
}
