/** Whom a stage of a roll-out catches among the people here, and who of Okta is not known here. */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import { isGranted } from './application-access';
import type { Transaction } from './database';
import { Prisma } from './generated/client';

/** Which people: those with a login of a list, those of some domains, or all. */
export type RoutedQuery =
  | { readonly loginKeys: readonly string[] }
  | { readonly domains: readonly string[] }
  | { readonly everyone: true }
  | { readonly anyOf: readonly RoutedQuery[] };

/** How many people are caught, by whether they can sign in. */
export interface RoutedCounts {
  readonly enrolled: number;
  readonly notEnrolled: number;
  readonly disabled: number;
}

/** A person who is caught. */
export interface RoutedPerson {
  readonly id: string;
  readonly login: string;
  readonly loginKey: string;
}

/** Counts the people who are caught. */
export async function countRoutedPeople(
  db: Transaction,
  tenantId: TenantId,
  query: RoutedQuery,
): Promise<RoutedCounts> {
  const [row] = await db.$queryRaw<RoutedCounts[]>`
    SELECT
      count(*) FILTER (WHERE "disabledAt" IS NULL AND "enrolledAt" IS NOT NULL)::int AS "enrolled",
      count(*) FILTER (WHERE "disabledAt" IS NULL AND "enrolledAt" IS NULL)::int AS "notEnrolled",
      count(*) FILTER (WHERE "disabledAt" IS NOT NULL)::int AS "disabled"
    FROM "User" WHERE "tenantId" = ${tenantId}::uuid AND ${conditionOf(query)}`;
  return row ?? { enrolled: 0, notEnrolled: 0, disabled: 0 };
}

/** Some of the people who are caught, by login: those who can sign in, or those who cannot. */
export async function listRoutedPeople(
  db: Transaction,
  tenantId: TenantId,
  query: RoutedQuery,
  which: { readonly canSignIn: boolean; readonly take: number },
): Promise<readonly RoutedPerson[]> {
  const state = which.canSignIn
    ? Prisma.sql`"disabledAt" IS NULL AND "enrolledAt" IS NOT NULL`
    : Prisma.sql`("disabledAt" IS NOT NULL OR "enrolledAt" IS NULL)`;
  return db.$queryRaw<RoutedPerson[]>`
    SELECT "id"::text AS "id", "login", "loginKey" FROM "User"
    WHERE "tenantId" = ${tenantId}::uuid AND ${conditionOf(query)} AND ${state}
    ORDER BY "loginKey" LIMIT ${which.take}`;
}

/** Counts who is caught, is not disabled, and may not open an application; none when everybody may. */
export async function countRoutedWithoutAccess(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly query: RoutedQuery; readonly applicationId: string },
): Promise<number> {
  const { query, applicationId } = target;
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM "User"
    WHERE "tenantId" = ${tenantId}::uuid AND ${conditionOf(query)} AND "disabledAt" IS NULL
      AND (SELECT "access" <> 'EVERYONE' FROM "Application"
        WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${applicationId}::uuid)
      AND NOT ${isGranted({ applicationId, tenantId }, Prisma.sql`"User"."id"`)}`;
  return row?.count ?? 0;
}

/** Counts who is caught, is not disabled, and would lose access when some chosen ones are taken out. */
export async function countRoutedLosing(
  db: Transaction,
  tenantId: TenantId,
  target: {
    readonly query: RoutedQuery;
    readonly applicationId: string;
    readonly taken: { readonly groupIds: readonly string[]; readonly userIds: readonly string[] };
    /** Everybody has access now, and only the chosen would. */
    readonly isLimiting: boolean;
  },
): Promise<number> {
  const { query, applicationId, taken, isLimiting } = target;
  const where = { applicationId, tenantId };
  const person = Prisma.sql`"User"."id"`;
  const without = {
    users: Prisma.sql`AND a."userId" <> ALL(${[...taken.userIds]}::uuid[])`,
    groups: Prisma.sql`AND a."groupId" <> ALL(${[...taken.groupIds]}::uuid[])`,
  };
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM "User"
    WHERE "tenantId" = ${tenantId}::uuid AND ${conditionOf(query)} AND "disabledAt" IS NULL
      AND ${isLimiting ? Prisma.sql`TRUE` : isGranted(where, person)}
      AND NOT ${isGranted({ ...where, without }, person)}`;
  return row?.count ?? 0;
}

/** Which of these logins are those of people here. */
export async function listKnownLoginKeys(
  db: Transaction,
  tenantId: TenantId,
  loginKeys: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.user.findMany({
    where: { tenantId, selfTestId: null, loginKey: { in: [...loginKeys] } },
    select: { loginKey: true },
  });
  return new Set(rows.map(({ loginKey }) => loginKey));
}

/** People of the self-test are nobody. */
function conditionOf(query: RoutedQuery): Prisma.Sql {
  return Prisma.sql`"selfTestId" IS NULL AND ${caughtBy(query)}`;
}

function caughtBy(query: RoutedQuery): Prisma.Sql {
  if ('loginKeys' in query) {
    return Prisma.sql`"loginKey" = ANY(${[...query.loginKeys]}::text[])`;
  }
  if ('anyOf' in query) {
    const any = [Prisma.sql`FALSE`, ...query.anyOf.map(caughtBy)];
    return Prisma.sql`(${Prisma.join(any, ' OR ')})`;
  }
  if ('domains' in query) return endsWith(Prisma.sql`"loginKey"`, query.domains);
  return Prisma.sql`TRUE`;
}

/** Ends with one of the domains, after the last sign before a domain. */
function endsWith(column: Prisma.Sql, domains: readonly string[]): Prisma.Sql {
  return Prisma.sql`substring(${column} from '[^@]*$') = ANY(${[...domains]}::text[])`;
}

/** A comparison of the directories that can be counted on, and whom of Okta it did not find here. */
export interface UnknownPeople {
  readonly comparedAt: Date;
  readonly count: number;
  readonly logins: readonly string[];
}

/**
 * People of Okta who are caught and unknown here, by the latest comparison with this organisation
 * since a moment; null without one. A file may be of any organisation, so it does not count. Counts who is only in Okta, and who has another login there.
 */
export async function findUnknownPeople(
  db: Transaction,
  tenantId: TenantId,
  query: {
    readonly orgUrl: string;
    readonly since: Date;
    readonly domains: readonly string[] | null;
    readonly take: number;
  },
): Promise<UnknownPeople | null> {
  const run = await db.alignmentRun.findFirst({
    where: {
      tenantId,
      status: 'READY',
      finishedAt: { gte: query.since },
      orgUrl: query.orgUrl,
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, finishedAt: true, createdAt: true },
  });
  if (!run) return null;
  const login = Prisma.sql`lower("oktaLogin")`;
  const caught = query.domains === null ? Prisma.sql`TRUE` : endsWith(login, query.domains);
  const condition = Prisma.sql`"tenantId" = ${tenantId}::uuid AND "runId" = ${run.id}::uuid
    AND "kind" IN ('ONLY_IN_OKTA', 'EMAIL_ONLY') AND ${caught}`;
  const [counted] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM "AlignmentRow" WHERE ${condition}`;
  const rows = await db.$queryRaw<{ oktaLogin: string }[]>`
    SELECT "oktaLogin" FROM "AlignmentRow" WHERE ${condition}
    ORDER BY "position" LIMIT ${query.take}`;
  return {
    comparedAt: run.finishedAt ?? run.createdAt,
    count: counted?.count ?? 0,
    logins: rows.map(({ oktaLogin }) => oktaLogin),
  };
}

/** What sign-ins to an application show since a moment, of the latest thousand. */
export interface StageSignIns {
  /** Different people who signed in. */
  readonly signedInCount: number;
  /** Refused after the last one that succeeded. */
  readonly refusedCount: number;
}

/** See {@link StageSignIns}. Bounded, however much has happened. */
export async function countStageSignIns(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly applicationId: string; readonly since: Date },
): Promise<StageSignIns> {
  const [row] = await db.$queryRaw<StageSignIns[]>`
    WITH "latest" AS (
      SELECT "action", "actorUserId", "occurredAt", "sequence" FROM "AuditEvent"
      WHERE "tenantId" = ${tenantId}::uuid AND "targetType" = 'application'
        AND "targetId" = ${query.applicationId} AND "sequence" IS NOT NULL
        AND "action" IN ('application.opened', 'application.refused')
      ORDER BY "sequence" DESC LIMIT 1000
    ), "since" AS (
      SELECT * FROM "latest" WHERE "occurredAt" >= ${query.since.toISOString()}::timestamptz
    )
    SELECT
      (count(DISTINCT "actorUserId") FILTER (WHERE "action" = 'application.opened'))::int
        AS "signedInCount",
      (count(*) FILTER (WHERE "action" = 'application.refused' AND "sequence" > COALESCE(
        (SELECT max("sequence") FROM "since" WHERE "action" = 'application.opened'), 0)))::int
        AS "refusedCount"
    FROM "since"`;
  return row ?? { signedInCount: 0, refusedCount: 0 };
}
