import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { deleteAuthenticator, lockAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { inTransaction } from '@/lib/db/database';
import { deleteSessionsOfUser } from '@/lib/db/sessions';
import { AppError } from '@/lib/shared/errors';
import { tellAboutAuthenticator } from './tell-about-authenticator';

/**
 * Removes one of the person's own passkeys, never the last, and ends the other sessions that began
 * with it: it may be gone with a lost device.
 */
export async function removeAuthenticator(actor: Actor, authenticatorId: string): Promise<void> {
  const person = actor.requireRecentPerson('account.manage', new Date());
  const { userId, login, sessionId } = person;
  await inTransaction(async (tx) => {
    const own = await lockAuthenticatorsOfUser(tx, actor.tenantId, userId);
    const removed = own.find(({ id }) => id === authenticatorId);
    if (!removed) throw new AppError('auth.passkey_not_found');
    if (own.length === 1) throw new AppError('auth.last_passkey');
    await deleteAuthenticator(tx, actor.tenantId, { userId, id: authenticatorId });
    await deleteSessionsOfUser(tx, actor.tenantId, {
      userId,
      exceptSessionId: sessionId,
      authenticatorId,
    });
    await tellAboutAuthenticator(tx, actor, {
      kind: 'authenticator_removed',
      authenticatorName: removed.name,
    });
    const target = { type: 'user', id: userId, label: login };
    const changes = { name: { before: removed.name } };
    await recordAudit(tx, actor, 'authenticator.removed', target, changes);
  });
}
