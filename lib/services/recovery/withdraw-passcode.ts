import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { closePasscodesOfUser } from '@/lib/db/helpdesk-passcodes';
import { deleteOpenRecoveriesOfUser, lockPerson } from '@/lib/db/recoveries';
import { AppError } from '@/lib/shared/errors';
import { getPersonToHelp } from './get-person-to-help';

/** Takes a passcode back; a browser that has entered it already can make no passkey any more. */
export async function withdrawPasscode(actor: Actor, userId: string): Promise<void> {
  const { tenantId } = actor;
  await inTransaction(async (tx) => {
    await lockPerson(tx, tenantId, userId);
    const user = await getPersonToHelp(tx, actor, userId);
    const closed = await closePasscodesOfUser(tx, tenantId, { userId, now: new Date() });
    const stopped = await deleteOpenRecoveriesOfUser(tx, tenantId, userId);
    if (closed + stopped === 0) throw new AppError('recovery.passcode_gone');
    const target = { type: 'user', id: userId, label: user.login };
    await recordAudit(tx, actor, 'passcode.withdrawn', target);
  });
}
