/**
 * One-time links of the operator for an owner nobody else can help: invitations with purpose RECOVER
 * that belong to no browser yet. Opening one makes it the open recovery of one browser.
 */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { deleteOpenRecoveriesOfUser } from './recoveries';

/** Stores a link; whatever recovery or link the person had before is over. Lock the person first. */
export async function insertRecoveryLink(
  db: Transaction,
  tenantId: TenantId,
  link: {
    readonly userId: string;
    /** SHA-256 of the link's token. */
    readonly tokenHash: string;
    readonly expiresAt: Date;
    readonly now: Date;
  },
): Promise<void> {
  const { now, ...rest } = link;
  await deleteOpenRecoveriesOfUser(db, tenantId, link.userId);
  await db.invitation.create({
    data: {
      tenantId,
      purpose: 'RECOVER',
      recoveryKind: 'OPERATOR_LINK',
      ...rest,
      createdAt: now,
    },
    select: { id: true },
  });
}

/** A link nobody has opened, in time, of somebody who still is an owner and not disabled. */
export async function findUnopenedRecoveryLink(
  db: Transaction,
  tenantId: TenantId,
  link: { readonly tokenHash: string; readonly now: Date },
) {
  return db.invitation.findFirst({
    where: { tenantId, ...unopened(link), user: { disabledAt: null, role: 'OWNER' } },
    select: {
      id: true,
      expiresAt: true,
      user: { select: { id: true, login: true, firstName: true } },
    },
  });
}

/** Gives a link to one browser; false when another request was first or its time is over. */
export async function openRecoveryLink(
  db: Transaction,
  tenantId: TenantId,
  use: {
    readonly tokenHash: string;
    readonly now: Date;
    /** From now on it is known by these two cookies of the browser, for this long. */
    readonly to: {
      readonly tokenHash: string;
      readonly browserHash: string;
      readonly expiresAt: Date;
    };
  },
): Promise<boolean> {
  const { count } = await db.invitation.updateMany({
    where: { tenantId, ...unopened(use) },
    data: { ...use.to },
  });
  return count === 1;
}

function unopened({ tokenHash, now }: { readonly tokenHash: string; readonly now: Date }) {
  return {
    purpose: 'RECOVER',
    recoveryKind: 'OPERATOR_LINK',
    tokenHash,
    browserHash: null,
    consumedAt: null,
    expiresAt: { gt: now },
  } as const;
}
