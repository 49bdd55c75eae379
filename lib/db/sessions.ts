import 'server-only';
import { config } from '@/lib/config/config';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** What makes a session. */
export interface NewSession {
  readonly userId: string;
  readonly authenticatorId: string | null;
  readonly amr: readonly string[];
  readonly now: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** A session that just began. The token goes into the cookie and is kept nowhere. */
export interface StartedSession {
  readonly id: string;
  readonly token: string;
  /** Until the absolute limit. */
  readonly maxAgeSeconds: number;
}

/** A session with the person behind it. */
export type SessionWithUser = NonNullable<Awaited<ReturnType<typeof findSessionByTokenHash>>>;

/** Starts a session with a new id and a new token, whatever the browser had before. */
export async function startSession(
  db: Transaction,
  tenantId: TenantId,
  session: NewSession,
): Promise<StartedSession> {
  const { now, amr, ...rest } = session;
  const token = randomToken(32);
  const maxAgeSeconds = config().session.absoluteSeconds;
  const row = await db.session.create({
    data: {
      tenantId,
      ...rest,
      amr: [...amr],
      tokenHash: sha256Hex(token),
      authenticatedAt: now,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + maxAgeSeconds * 1000),
    },
    select: { id: true },
  });
  return { id: row.id, token, maxAgeSeconds };
}

/** The session of a cookie, whatever its age, with its person. */
export async function findSessionByTokenHash(
  db: Transaction,
  tenantId: TenantId,
  tokenHash: string,
) {
  return db.session.findFirst({
    where: { tenantId, tokenHash },
    select: {
      id: true,
      amr: true,
      authenticatedAt: true,
      lastSeenAt: true,
      expiresAt: true,
      user: {
        select: {
          id: true,
          login: true,
          email: true,
          firstName: true,
          lastName: true,
          role: true,
          disabledAt: true,
        },
      },
    },
  });
}

/** Notes that a session was used. */
export async function touchSession(
  db: Transaction,
  tenantId: TenantId,
  tokenHash: string,
  now: Date,
): Promise<void> {
  await db.session.updateMany({ where: { tenantId, tokenHash }, data: { lastSeenAt: now } });
}

/** Notes a fresh proof of presence in a session. */
export async function renewSessionProof(
  db: Transaction,
  tenantId: TenantId,
  sessionId: string,
  proof: { readonly authenticatorId: string; readonly amr: readonly string[]; readonly now: Date },
): Promise<void> {
  await db.session.updateMany({
    where: { tenantId, id: sessionId },
    data: {
      authenticatorId: proof.authenticatorId,
      amr: [...proof.amr],
      authenticatedAt: proof.now,
      lastSeenAt: proof.now,
    },
  });
}

/** The live sessions of a person, last used first. */
export async function listSessionsOfUser(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
  now: Date,
) {
  const seenAfter = new Date(now.getTime() - config().session.idleSeconds * 1000);
  return db.session.findMany({
    where: {
      tenantId,
      userId,
      expiresAt: { gt: now },
      lastSeenAt: { gt: seenAfter },
    },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    take: 100,
    select: {
      id: true,
      ip: true,
      userAgent: true,
      createdAt: true,
      lastSeenAt: true,
      expiresAt: true,
    },
  });
}

/** The passkey a session of a person was last proven with. */
export async function findSessionAuthenticator(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly userId: string; readonly sessionId: string },
): Promise<string | null> {
  const row = await db.session.findFirst({
    where: { tenantId, userId: target.userId, id: target.sessionId },
    select: { authenticatorId: true },
  });
  return row?.authenticatorId ?? null;
}

/** Ends the session of a cookie; tells whether there was one. */
export async function deleteSessionByTokenHash(
  db: Transaction,
  tenantId: TenantId,
  tokenHash: string,
): Promise<boolean> {
  return (await db.session.deleteMany({ where: { tenantId, tokenHash } })).count > 0;
}

/** Ends one session of a person; tells whether there was one. */
export async function deleteSessionOfUser(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly userId: string; readonly sessionId: string },
): Promise<boolean> {
  const { count } = await db.session.deleteMany({
    where: { tenantId, userId: target.userId, id: target.sessionId },
  });
  return count > 0;
}

/** Ends all sessions of a person, but one if so asked; returns how many. */
export async function deleteSessionsOfUser(
  db: Transaction,
  tenantId: TenantId,
  target: {
    readonly userId: string;
    readonly exceptSessionId?: string;
    /** Only those that began with this passkey. */
    readonly authenticatorId?: string;
  },
): Promise<number> {
  const { count } = await db.session.deleteMany({
    where: {
      tenantId,
      userId: target.userId,
      ...(target.exceptSessionId === undefined ? {} : { id: { not: target.exceptSessionId } }),
      ...(target.authenticatorId === undefined ? {} : { authenticatorId: target.authenticatorId }),
    },
  });
  return count;
}
