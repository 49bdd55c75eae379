/** What must not come back to life with an old copy of the data. Works across tenants. */
import type { Transaction } from './database';

/**
 * Ends every session and withdraws every link, passcode and half-done ceremony: each may have been
 * ended or used since the copy was made.
 */
export async function withdrawShortLived(db: Transaction): Promise<void> {
  await db.session.deleteMany({});
  await db.webauthnChallenge.deleteMany({});
  await db.pendingSamlRequest.deleteMany({});
  await db.samlSession.deleteMany({});
  await db.samlLogout.deleteMany({});
  await db.setupLink.deleteMany({});
  await db.helpdeskPasscode.deleteMany({ where: { closedAt: null } });
  await db.invitation.deleteMany({ where: { consumedAt: null } });
  await db.outgoingMail.deleteMany({ where: { kind: 'invitation', status: 'WAITING' } });
  await db.user.updateMany({
    where: { invitedUntil: { not: null } },
    data: { invitedUntil: null },
  });
}
