import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** A sign-in an application was told of. */
export interface NewSamlSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly applicationId: string;
  readonly nameId: string;
  readonly nameIdFormat: string;
  readonly sessionIndex: string;
  readonly expiresAt: Date;
}

/** One application of a logout, with every session index it knows. */
export interface LogoutParticipant {
  readonly applicationId: string;
  readonly nameId: string;
  readonly nameIdFormat: string;
  readonly sessionIndexes: readonly string[];
}

/** Remembers a sign-in. */
export async function insertSamlSession(
  db: Transaction,
  tenantId: TenantId,
  session: NewSamlSession,
): Promise<void> {
  await db.samlSession.create({ data: { tenantId, ...session }, select: { id: true } });
}

/** The browser sessions behind what an application names; without indexes, all of the person's. */
export async function findSessionsNamed(
  db: Transaction,
  tenantId: TenantId,
  named: {
    readonly applicationId: string;
    readonly nameId: string;
    readonly sessionIndexes: readonly string[];
  },
): Promise<readonly { readonly sessionId: string; readonly userId: string }[]> {
  const { applicationId, nameId, sessionIndexes } = named;
  return db.samlSession.findMany({
    where: {
      tenantId,
      applicationId,
      nameId,
      ...(sessionIndexes.length === 0 ? {} : { sessionIndex: { in: [...sessionIndexes] } }),
    },
    distinct: ['sessionId'],
    select: { sessionId: true, userId: true },
  });
}

/**
 * Gives the sign-ins of browser sessions to a logout. Those of the application that asked, and of
 * applications that cannot be told, are forgotten. Returns how many could not be told.
 */
export async function gatherForLogout(
  db: Transaction,
  tenantId: TenantId,
  logout: {
    readonly id: string;
    readonly sessionIds: readonly string[];
    readonly initiatorId: string | null;
  },
): Promise<number> {
  const ofSessions = { tenantId, sessionId: { in: [...logout.sessionIds] } };
  if (logout.initiatorId !== null) {
    await db.samlSession.deleteMany({
      where: { ...ofSessions, applicationId: logout.initiatorId },
    });
  }
  const untold = await db.samlSession.deleteMany({
    where: {
      ...ofSessions,
      OR: [{ application: { sloUrl: null } }, { application: { enabled: false } }],
    },
  });
  await db.samlSession.updateMany({ where: ofSessions, data: { logoutId: logout.id } });
  return untold.count;
}

/** Takes the next application of a logout away, with everything to tell it; null when all are told. */
export async function takeNextParticipant(
  db: Transaction,
  tenantId: TenantId,
  logoutId: string,
): Promise<LogoutParticipant | null> {
  const first = await db.samlSession.findFirst({
    where: { tenantId, logoutId },
    orderBy: { id: 'asc' },
    select: { applicationId: true, nameId: true, nameIdFormat: true },
  });
  if (!first) return null;
  const where = { tenantId, logoutId, applicationId: first.applicationId, nameId: first.nameId };
  const rows = await db.samlSession.findMany({ where, select: { sessionIndex: true } });
  await db.samlSession.deleteMany({ where });
  return { ...first, sessionIndexes: rows.map(({ sessionIndex }) => sessionIndex) };
}

/** Whether a browser session signed somebody in to an application that can be told of its end. */
export async function hasToldApplications(
  db: Transaction,
  tenantId: TenantId,
  sessionId: string,
): Promise<boolean> {
  const application = { enabled: true, sloUrl: { not: null } };
  const found = await db.samlSession.findFirst({
    where: { tenantId, sessionId, application },
    select: { id: true },
  });
  return found !== null;
}
