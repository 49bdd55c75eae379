/** Where Okta was seen to send people: what is watched, whose turn it is, and what was seen. */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import type { Prisma } from './generated/client';
import { isUuid } from './is-uuid';

/** So many periods of an application are kept. */
const keptPeriods = 50;

const connectionColumns = {
  orgUrl: true,
  orgId: true,
  idpId: true,
  idpName: true,
  ruleName: true,
  pilotLogin: true,
  setupRunId: true,
  rollOut: true,
} as const;

const watchColumns = {
  testLogins: true,
  adminLogins: true,
  strangerLogin: true,
  nextLookAt: true,
  lastLookAt: true,
  lastRightAt: true,
  driftedSince: true,
  silentSince: true,
  toldState: true,
} as const;

const applicationColumns = {
  id: true,
  name: true,
  enabled: true,
  createdAt: true,
  lastSignInAt: true,
  oktaConnection: { select: connectionColumns },
  routingWatch: { select: watchColumns },
} as const;

const periodColumns = {
  id: true,
  verdict: true,
  fingerprint: true,
  routes: true,
  firstSeenAt: true,
  lastSeenAt: true,
  lookCount: true,
} as const;

/** An application with what is known of its routing. */
export type JudgedApplicationRow = Awaited<ReturnType<typeof listJudgedApplications>>[number];

/** What is watched of an application. */
export type RoutingWatchRow = NonNullable<JudgedApplicationRow['routingWatch']>;

/** A time in which every look had the same outcome. */
export type RoutingPeriodRow = Awaited<ReturnType<typeof listRoutingPeriods>>[number];

/** Every application by name; a tenant has a handful. */
export async function listJudgedApplications(db: Transaction, tenantId: TenantId) {
  return db.application.findMany({
    where: { tenantId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 200,
    select: applicationColumns,
  });
}

/** One of them. */
export async function findJudgedApplication(
  db: Transaction,
  tenantId: TenantId,
  id: string,
): Promise<JudgedApplicationRow | null> {
  if (!isUuid(id)) return null;
  return db.application.findFirst({
    where: { tenantId, id },
    select: applicationColumns,
  });
}

/** Begins to watch an application, unless it is watched already. */
export async function insertRoutingWatch(
  db: Transaction,
  tenantId: TenantId,
  watch: {
    readonly applicationId: string;
    readonly strangerLogin: string;
    readonly nextLookAt: Date;
  },
): Promise<void> {
  await db.routingWatch.createMany({
    data: { tenantId, testLogins: [], adminLogins: [], ...watch },
    skipDuplicates: true,
  });
}

/** Applications whose turn it is. */
export async function listDueApplicationIds(
  db: Transaction,
  tenantId: TenantId,
  now: Date,
): Promise<readonly string[]> {
  const rows = await db.routingWatch.findMany({
    where: { tenantId, nextLookAt: { lte: now } },
    orderBy: { nextLookAt: 'asc' },
    take: 200,
    select: { applicationId: true },
  });
  return rows.map(({ applicationId }) => applicationId);
}

/** Takes a turn: true for one caller only, also among replicas. */
export async function claimRoutingLook(
  db: Transaction,
  tenantId: TenantId,
  turn: { readonly applicationId: string; readonly now: Date; readonly nextLookAt: Date },
): Promise<boolean> {
  const { count } = await db.routingWatch.updateMany({
    where: { tenantId, applicationId: turn.applicationId, nextLookAt: { lte: turn.now } },
    data: { nextLookAt: turn.nextLookAt },
  });
  return count === 1;
}

/** What may change in a watch. */
export type RoutingWatchChange = Partial<Omit<RoutingWatchRow, 'strangerLogin'>> & {
  readonly toldAt?: Date;
};

/** Writes what is known now. */
export async function updateRoutingWatch(
  db: Transaction,
  tenantId: TenantId,
  applicationId: string,
  change: RoutingWatchChange,
): Promise<void> {
  await db.routingWatch.updateMany({ where: { tenantId, applicationId }, data: change });
}

/** Has the routing looked at soon: it is to be another one from now on. */
export async function expectOtherRouting(
  db: Transaction,
  tenantId: TenantId,
  applicationId: string,
): Promise<void> {
  const change = { nextLookAt: new Date(), driftedSince: null };
  await updateRoutingWatch(db, tenantId, applicationId, change);
}

/** The watch, locked until the transaction ends, so that two looks at once are told apart. */
export async function lockRoutingWatch(
  db: Transaction,
  tenantId: TenantId,
  applicationId: string,
): Promise<RoutingWatchRow | null> {
  await db.$queryRaw`
    SELECT 1 FROM "RoutingWatch"
    WHERE "tenantId" = ${tenantId}::uuid AND "applicationId" = ${applicationId}::uuid FOR UPDATE`;
  return db.routingWatch.findFirst({ where: { tenantId, applicationId }, select: watchColumns });
}

/** The latest periods, newest first. */
export async function listRoutingPeriods(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly applicationId: string; readonly take: number },
) {
  return db.routingPeriod.findMany({
    where: { tenantId, applicationId: query.applicationId },
    orderBy: [{ firstSeenAt: 'desc' }, { id: 'desc' }],
    take: query.take,
    select: periodColumns,
  });
}

/** The newest period of each application. */
export async function listLatestPeriods(db: Transaction, tenantId: TenantId) {
  return db.routingPeriod.findMany({
    where: { tenantId },
    orderBy: [{ applicationId: 'asc' }, { firstSeenAt: 'desc' }, { id: 'desc' }],
    distinct: ['applicationId'],
    take: 200,
    select: { applicationId: true, ...periodColumns },
  });
}

/** What a look saw. */
export interface PeriodSeen {
  readonly applicationId: string;
  readonly verdict: string;
  readonly fingerprint: string;
  readonly routes: Prisma.InputJsonValue;
  readonly at: Date;
}

/** Makes the running period longer when nothing changed, or begins another; old ones go. */
export async function recordRoutingLook(
  db: Transaction,
  tenantId: TenantId,
  { at, ...seen }: PeriodSeen,
): Promise<void> {
  const { applicationId } = seen;
  const periods = await listRoutingPeriods(db, tenantId, { applicationId, take: keptPeriods });
  const [newest] = periods;
  if (newest?.fingerprint === seen.fingerprint && newest.verdict === seen.verdict) {
    await db.routingPeriod.updateMany({
      where: { tenantId, id: newest.id },
      data: { lastSeenAt: at, lookCount: { increment: 1 } },
    });
    return;
  }
  await db.routingPeriod.create({
    data: { tenantId, ...seen, firstSeenAt: at, lastSeenAt: at, lookCount: 1 },
    select: { id: true },
  });
  const oldest = periods[keptPeriods - 1];
  if (!oldest) return;
  await db.routingPeriod.deleteMany({
    where: { tenantId, applicationId, firstSeenAt: { lte: oldest.firstSeenAt } },
  });
}

/** Of the latest sign-ins to each application since a moment: how many for each outcome. */
export interface SignInOutcome {
  readonly applicationId: string;
  readonly action: 'application.opened' | 'application.refused';
  readonly reason: string;
  readonly count: number;
  /** How many of them came after the last good one. */
  readonly sinceGood: number;
  readonly lastAt: Date;
}

/** See {@link SignInOutcome}. Bounded, however much has happened. */
export async function listSignInOutcomes(
  db: Transaction,
  tenantId: TenantId,
  query: {
    readonly applicationIds: readonly string[];
    readonly since: Date;
    /** So many events of an application are looked at. */
    readonly take: number;
  },
): Promise<readonly SignInOutcome[]> {
  if (query.applicationIds.length === 0) return [];
  return db.$queryRaw<SignInOutcome[]>`
    SELECT "app"."id"::text AS "applicationId", "latest"."action",
      COALESCE("latest"."reason", '') AS "reason", count(*)::int AS "count",
      count(*) FILTER (WHERE "latest"."occurredAt" > COALESCE("app"."lastSignInAt", '-infinity'))::int
        AS "sinceGood",
      max("latest"."occurredAt") AS "lastAt"
    FROM "Application" AS "app"
    CROSS JOIN LATERAL (
      SELECT "action", "reason", "occurredAt" FROM "AuditEvent"
      WHERE "tenantId" = ${tenantId}::uuid AND "targetType" = 'application'
        AND "targetId" = "app"."id"::text AND "sequence" IS NOT NULL
        AND "action" IN ('application.opened', 'application.refused')
      ORDER BY "sequence" DESC LIMIT ${query.take}
    ) AS "latest"
    WHERE "app"."tenantId" = ${tenantId}::uuid
      AND "app"."id"::text = ANY(${[...query.applicationIds]}::text[])
      AND "latest"."occurredAt" >= ${query.since.toISOString()}::timestamptz
    GROUP BY "app"."id", "latest"."action", COALESCE("latest"."reason", '')`;
}
