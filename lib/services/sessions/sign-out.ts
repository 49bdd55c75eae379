import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { deleteSessionOfUser } from '@/lib/db/sessions';

/** Ends the current session; a browser that has none is signed out already. */
export async function signOut(actor: Actor): Promise<void> {
  if (actor.identity.kind !== 'person') return;
  const { person } = actor.identity;
  await inTransaction(async (tx) => {
    await deleteSessionOfUser(tx, actor.tenantId, person);
    const target = { type: 'user', id: person.userId, label: person.login };
    await recordAudit(tx, actor, 'session.ended', target);
  });
}
