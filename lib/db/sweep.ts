/** Deletes rows whose time is over. The one repository that works across tenants. */
import type { Transaction } from './database';
import { foldPeopleCounts } from './people-counts';

/** How long a used or expired invitation is still shown in the list of people. */
const invitationKeepMs = 30 * 24 * 3600 * 1000;

/** How long the preview of an import waits to be applied; it holds the file's people. */
const previewKeepMs = 7 * 24 * 3600 * 1000;

/** How long the outbox still shows what became of a message. */
const mailKeepMs = 90 * 24 * 3600 * 1000;
/** How long a passcode outlives its end: the passkey it led to may still be on its way. */
const passcodeKeepMs = 3600 * 1000;

/** Removes everything expired at `now` and returns how many rows went. */
export async function sweepExpiredRows(
  db: Transaction,
  now: Date,
  session: { readonly idleSeconds: number },
): Promise<number> {
  const expired = { expiresAt: { lt: now } };
  const idleSince = new Date(now.getTime() - session.idleSeconds * 1000);
  const keepInvitationsSince = new Date(now.getTime() - invitationKeepMs);
  const keepMailsSince = new Date(now.getTime() - mailKeepMs);
  const keepPasscodesSince = new Date(now.getTime() - passcodeKeepMs);
  const swept = [
    await db.webauthnChallenge.deleteMany({ where: expired }),
    await db.pendingSamlRequest.deleteMany({ where: expired }),
    await db.samlSession.deleteMany({ where: expired }),
    await db.samlLogout.deleteMany({ where: expired }),
    await db.rateLimit.deleteMany({ where: { windowEndsAt: { lt: now } } }),
    await db.session.deleteMany({ where: { OR: [expired, { lastSeenAt: { lt: idleSince } }] } }),
    await db.setupLink.deleteMany({ where: expired }),
    await db.helpdeskPasscode.deleteMany({ where: { expiresAt: { lt: keepPasscodesSince } } }),
    await db.invitation.deleteMany({ where: { expiresAt: { lt: keepInvitationsSince } } }),
    await db.userImport.deleteMany({
      where: { status: 'PREVIEWED', createdAt: { lt: new Date(now.getTime() - previewKeepMs) } },
    }),
    await db.outgoingMail.deleteMany({
      where: { status: { not: 'WAITING' }, createdAt: { lt: keepMailsSince } },
    }),
  ];
  await db.user.updateMany({
    where: { invitedUntil: { lt: keepInvitationsSince } },
    data: { invitedUntil: null },
  });
  await foldPeopleCounts(db);
  return swept.reduce((sum, { count }) => sum + count, 0);
}
