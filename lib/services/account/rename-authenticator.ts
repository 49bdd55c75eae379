import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { renameAuthenticator as renameRow } from '@/lib/db/authenticators';
import { inTransaction } from '@/lib/db/database';
import { AppError } from '@/lib/shared/errors';

/** Renames one of the person's own passkeys. */
export async function renameAuthenticator(
  actor: Actor,
  input: { readonly authenticatorId: string; readonly name: string },
): Promise<void> {
  const { userId, login } = actor.requirePerson('account.manage');
  const { authenticatorId: id, name } = input;
  await inTransaction(async (tx) => {
    const exists = await renameRow(tx, actor.tenantId, { userId, id, name });
    if (!exists) throw new AppError('auth.passkey_not_found');
    const target = { type: 'user', id: userId, label: login };
    await recordAudit(tx, actor, 'authenticator.renamed', target, { name: { after: name } });
  });
}
