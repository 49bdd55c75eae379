import 'server-only';
import { toLoginSkeleton } from '@/lib/shared/login-skeleton';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import type { Role } from './generated/client';
import { deleteWaitingMails } from './outgoing-mails';
import { toSearchText } from './word-search';

/** What makes a person. `loginKey` is `toLoginKey(login)`. */
export interface NewUser {
  readonly login: string;
  readonly loginKey: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: Role;
  /** WebAuthn user handle: 64 random bytes. */
  readonly userHandle: Uint8Array<ArrayBuffer>;
}

/** A person as other features need one: no keys, no sessions. */
export type UserRow = NonNullable<Awaited<ReturnType<typeof findUserById>>>;

const select = {
  id: true,
  login: true,
  email: true,
  firstName: true,
  lastName: true,
  role: true,
  disabledAt: true,
  enrolledAt: true,
  invitedUntil: true,
  lastSignInAt: true,
  createdAt: true,
} as const;

/** What the database keeps beside login and names, to find and sort people by. */
export function findableForms(user: Pick<NewUser, 'login' | 'email' | 'firstName' | 'lastName'>) {
  const { login, email, firstName, lastName } = user;
  return {
    searchText: toSearchText(login, email, firstName, lastName),
    nameKey: toSearchText(lastName, firstName),
    loginSkeleton: toLoginSkeleton(login),
  };
}

/** Creates a person; returns the id. A taken login breaks the unique index (P2002). */
export async function insertUser(
  db: Transaction,
  tenantId: TenantId,
  user: NewUser,
): Promise<string> {
  const data = { tenantId, ...user, ...findableForms(user) };
  return (await db.user.create({ data, select: { id: true } })).id;
}

/** What an edit changes; `loginKey` is `toLoginKey(login)`. */
export type UserEdit = Pick<NewUser, 'login' | 'loginKey' | 'email' | 'firstName' | 'lastName'>;

/** Changes login, e-mail address and names. A taken login breaks the unique index (P2002). */
export async function updateUser(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly userId: string; readonly edit: UserEdit },
): Promise<void> {
  const { userId, edit } = target;
  const data = { ...edit, ...findableForms(edit) };
  await db.user.updateMany({ where: { tenantId, id: userId }, data });
}

/**
 * Removes a person with passkeys, sessions, invitations, codes and memberships, and takes back an
 * invitation that still waits to be mailed.
 */
export async function deleteUser(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
): Promise<void> {
  await deleteWaitingMails(db, tenantId, { userId, kind: 'invitation' });
  await db.user.deleteMany({ where: { tenantId, id: userId } });
}

/**
 * Brings `enrolledAt` in line with the passkeys of a person. Every function that makes or removes
 * passkeys calls it.
 */
export async function refreshEnrolledAt(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
): Promise<void> {
  await db.$executeRaw`
    UPDATE "User" SET "enrolledAt" = (
      SELECT min("createdAt") FROM "Authenticator"
      WHERE "tenantId" = ${tenantId}::uuid AND "userId" = ${userId}::uuid
    ) WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${userId}::uuid`;
}

/**
 * Brings `invitedUntil` in line with the open invitations of a person. Every function that makes,
 * uses or withdraws invitations calls it.
 */
export async function refreshInvitedUntil(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
): Promise<void> {
  await db.$executeRaw`
    UPDATE "User" SET "invitedUntil" = (
      SELECT max("expiresAt") FROM "Invitation"
      WHERE "tenantId" = ${tenantId}::uuid AND "userId" = ${userId}::uuid
        AND "purpose" = 'ENROL' AND "consumedAt" IS NULL
    ) WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${userId}::uuid`;
}

/** A person by id. */
export async function findUserById(db: Transaction, tenantId: TenantId, userId: string) {
  return db.user.findFirst({ where: { tenantId, id: userId }, select });
}

/** Which of these people still exist. */
export async function listExistingUserIds(
  db: Transaction,
  tenantId: TenantId,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await db.user.findMany({
    where: { tenantId, id: { in: [...ids] } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** A person by the compared form of the login. */
export async function findUserByLoginKey(db: Transaction, tenantId: TenantId, loginKey: string) {
  return db.user.findFirst({ where: { tenantId, loginKey }, select });
}

/** The WebAuthn user handle of a person. */
export async function findUserHandle(db: Transaction, tenantId: TenantId, userId: string) {
  const row = await db.user.findFirst({
    where: { tenantId, id: userId },
    select: { userHandle: true },
  });
  return row?.userHandle ?? null;
}

/** Disables or enables a person. */
export async function setUserDisabled(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly userId: string; readonly disabledAt: Date | null },
): Promise<void> {
  await db.user.updateMany({
    where: { tenantId, id: target.userId },
    data: { disabledAt: target.disabledAt },
  });
}

/** Notes a sign-in. */
export async function recordUserSignIn(
  db: Transaction,
  tenantId: TenantId,
  signIn: { readonly userId: string; readonly now: Date },
): Promise<void> {
  await db.user.updateMany({
    where: { tenantId, id: signIn.userId },
    data: { lastSignInAt: signIn.now },
  });
}

/**
 * The ids of the owners who can act, locked until the transaction ends, so that two requests cannot
 * each take away what the other believes is left.
 */
export async function lockActiveOwners(
  db: Transaction,
  tenantId: TenantId,
): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id"::text AS "id" FROM "User"
    WHERE "tenantId" = ${tenantId}::uuid AND "role" = 'OWNER' AND "disabledAt" IS NULL
    ORDER BY "id" FOR UPDATE`;
  return rows.map((row) => row.id);
}

/**
 * The people whose logins look like one of `skeletons` (`toLoginSkeleton`), for warnings. Callers
 * leave out the person the login belongs to.
 */
export async function findLookAlikes(
  db: Transaction,
  tenantId: TenantId,
  skeletons: readonly string[],
) {
  return db.user.findMany({
    where: { tenantId, loginSkeleton: { in: [...skeletons] } },
    orderBy: { loginKey: 'asc' },
    take: 1000,
    select: { id: true, login: true, loginKey: true, loginSkeleton: true },
  });
}

/** The logins of some people by id. */
export async function findUserLogins(
  db: Transaction,
  tenantId: TenantId,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.user.findMany({
    where: { tenantId, id: { in: [...userIds] } },
    select: { id: true, login: true },
  });
  return new Map(rows.map(({ id, login }) => [id, login]));
}
