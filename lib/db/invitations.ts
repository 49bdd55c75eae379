import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { deleteWaitingMails } from './outgoing-mails';
import { refreshInvitedUntil } from './users';

/** Stores an invitation; returns its id. `tokenHash` is the SHA-256 of the link's token in hex. */
export async function insertInvitation(
  db: Transaction,
  tenantId: TenantId,
  invitation: {
    readonly userId: string;
    readonly tokenHash: string;
    readonly expiresAt: Date;
    readonly now: Date;
  },
): Promise<string> {
  const { now, ...rest } = invitation;
  const row = await db.invitation.create({
    data: { tenantId, ...rest, createdAt: now },
    select: { id: true },
  });
  await refreshInvitedUntil(db, tenantId, invitation.userId);
  return row.id;
}

/** The open invitation of a link to the first passkey: not used, not expired. With its person. */
export async function findOpenInvitation(
  db: Transaction,
  tenantId: TenantId,
  link: { readonly tokenHash: string; readonly now: Date },
) {
  return db.invitation.findFirst({
    where: {
      tenantId,
      purpose: 'ENROL',
      tokenHash: link.tokenHash,
      consumedAt: null,
      expiresAt: { gt: link.now },
    },
    select: {
      id: true,
      expiresAt: true,
      user: {
        select: {
          id: true,
          login: true,
          firstName: true,
          lastName: true,
          role: true,
          userHandle: true,
          disabledAt: true,
          _count: { select: { authenticators: true } },
        },
      },
    },
  });
}

/** Uses up an open invitation; false when another request was first or its time is over. */
export async function consumeInvitation(
  db: Transaction,
  tenantId: TenantId,
  use: { readonly id: string; readonly now: Date },
): Promise<boolean> {
  const [used] = await db.invitation.updateManyAndReturn({
    where: { tenantId, id: use.id, consumedAt: null, expiresAt: { gt: use.now } },
    data: { consumedAt: use.now },
    select: { userId: true },
  });
  if (!used) return false;
  await refreshInvitedUntil(db, tenantId, used.userId);
  return true;
}

/** Withdraws every open invitation of a person, also an open recovery, and the mail that still waits. */
export async function deleteOpenInvitationsOfUser(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
): Promise<number> {
  const { count } = await db.invitation.deleteMany({
    where: { tenantId, userId, consumedAt: null },
  });
  if (count > 0) await refreshInvitedUntil(db, tenantId, userId);
  await deleteWaitingMails(db, tenantId, { userId, kind: 'invitation' });
  return count;
}

/** The open invitation of a person, if there is one. */
export async function findOpenInvitationOfUser(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
  now: Date,
) {
  return db.invitation.findFirst({
    where: { tenantId, userId, purpose: 'ENROL', consumedAt: null, expiresAt: { gt: now } },
    orderBy: { id: 'desc' },
    select: { id: true, createdAt: true, expiresAt: true },
  });
}
