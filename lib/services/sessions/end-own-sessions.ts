import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { deleteSessionOfUser, deleteSessionsOfUser } from '@/lib/db/sessions';
import { AppError } from '@/lib/shared/errors';

/** Ends one of the person's own sessions. */
export async function endOwnSession(actor: Actor, sessionId: string): Promise<void> {
  const { userId, login } = actor.requirePerson('account.manage');
  await inTransaction(async (tx) => {
    const wasLive = await deleteSessionOfUser(tx, actor.tenantId, { userId, sessionId });
    if (!wasLive) throw new AppError('auth.session_not_found');
    await recordAudit(tx, actor, 'session.ended', { type: 'user', id: userId, label: login });
  });
}

/** Ends all of the person's sessions but the current one. */
export async function endOtherOwnSessions(actor: Actor): Promise<void> {
  const { userId, login, sessionId } = actor.requirePerson('account.manage');
  await inTransaction(async (tx) => {
    const count = await deleteSessionsOfUser(tx, actor.tenantId, {
      userId,
      exceptSessionId: sessionId,
    });
    const target = { type: 'user', id: userId, label: login };
    await recordAudit(tx, actor, 'session.ended', target, { sessionsEnded: { after: count } });
  });
}
