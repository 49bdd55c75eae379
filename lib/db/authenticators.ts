import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { refreshEnrolledAt } from './users';

/** A passkey as the ceremony rules need it. */
export interface NewAuthenticator {
  readonly userId: string;
  /** base64url. */
  readonly credentialId: string;
  /** COSE key. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly signCount: number;
  readonly transports: readonly string[];
  readonly aaguid: string;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly name: string;
}

/** A passkey with the person it belongs to. */
export type AuthenticatorWithUser = NonNullable<
  Awaited<ReturnType<typeof findAuthenticatorByCredentialId>>
>;

/** Stores a passkey; returns its id. */
export async function insertAuthenticator(
  db: Transaction,
  tenantId: TenantId,
  authenticator: NewAuthenticator,
): Promise<string> {
  const { transports, signCount, ...rest } = authenticator;
  const row = await db.authenticator.create({
    data: { tenantId, ...rest, transports: [...transports], signCount: BigInt(signCount) },
    select: { id: true },
  });
  await refreshEnrolledAt(db, tenantId, authenticator.userId);
  return row.id;
}

/** The passkey with a credential id, and its person. */
export async function findAuthenticatorByCredentialId(
  db: Transaction,
  tenantId: TenantId,
  credentialId: string,
) {
  return db.authenticator.findFirst({
    where: { tenantId, credentialId },
    select: {
      id: true,
      userId: true,
      credentialId: true,
      publicKey: true,
      signCount: true,
      transports: true,
      backupEligible: true,
      user: {
        select: {
          id: true,
          login: true,
          firstName: true,
          lastName: true,
          role: true,
          userHandle: true,
          disabledAt: true,
        },
      },
    },
  });
}

/** Notes a use: the new counter and whether the passkey is backed up now. */
export async function recordAuthenticatorUse(
  db: Transaction,
  tenantId: TenantId,
  use: {
    readonly id: string;
    readonly signCount: number;
    readonly backedUp: boolean;
    readonly now: Date;
  },
): Promise<void> {
  await db.authenticator.updateMany({
    where: { tenantId, id: use.id },
    data: { signCount: BigInt(use.signCount), backedUp: use.backedUp, lastUsedAt: use.now },
  });
}

/** The passkeys of a person, oldest first. */
export async function listAuthenticatorsOfUser(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
) {
  return db.authenticator.findMany({
    where: { tenantId, userId },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      credentialId: true,
      transports: true,
      name: true,
      backupEligible: true,
      backedUp: true,
      createdAt: true,
      lastUsedAt: true,
    },
  });
}

/** How many passkeys a person has. */
export async function countAuthenticatorsOfUser(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
): Promise<number> {
  return db.authenticator.count({ where: { tenantId, userId } });
}

/** The passkeys of a person, locked until the transaction ends, so that one always stays. */
export async function lockAuthenticatorsOfUser(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return db.$queryRaw<{ id: string; name: string }[]>`
    SELECT "id"::text AS "id", "name" FROM "Authenticator"
    WHERE "tenantId" = ${tenantId}::uuid AND "userId" = ${userId}::uuid
    ORDER BY "id" FOR UPDATE`;
}

/** Renames a passkey of a person; tells whether there was one. */
export async function renameAuthenticator(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly userId: string; readonly id: string; readonly name: string },
): Promise<boolean> {
  const { count } = await db.authenticator.updateMany({
    where: { tenantId, userId: target.userId, id: target.id },
    data: { name: target.name },
  });
  return count > 0;
}

/** Removes a passkey of a person; tells whether there was one. */
export async function deleteAuthenticator(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly userId: string; readonly id: string },
): Promise<boolean> {
  const { count } = await db.authenticator.deleteMany({
    where: { tenantId, userId: target.userId, id: target.id },
  });
  await refreshEnrolledAt(db, tenantId, target.userId);
  return count > 0;
}
