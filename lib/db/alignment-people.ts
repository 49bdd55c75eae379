/** The people of Okta while they are compared: staged page by page, compared step by step. */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { Prisma, type AlignmentKind } from './generated/client';

/** A person of Okta, ready to be compared. */
export interface StagedPerson {
  readonly login: string;
  readonly loginKey: string;
  readonly aliasKey: string;
  readonly email: string;
  readonly emailKey: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly status: string;
  readonly provider: string;
}

interface Run {
  readonly tenantId: TenantId;
  readonly runId: string;
}

/** Keeps some people of Okta; the first gets the position `from`. */
export async function stagePeople(
  db: Transaction,
  { tenantId, runId }: Run,
  from: number,
  people: readonly StagedPerson[],
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "AlignmentPerson" ("tenantId", "runId", "position", "login", "loginKey", "aliasKey",
      "email", "emailKey", "firstName", "lastName", "status", "provider")
    SELECT ${tenantId}::uuid, ${runId}::uuid, ${from}::int + ("n" - 1)::int, "p"->>'login',
      "p"->>'loginKey', "p"->>'aliasKey', "p"->>'email', "p"->>'emailKey', "p"->>'firstName',
      "p"->>'lastName', "p"->>'status', "p"->>'provider'
    FROM jsonb_array_elements(${JSON.stringify(people)}::jsonb) WITH ORDINALITY AS "rows" ("p", "n")`;
}

/** Tells the planner how many people there are now, so that it takes the indexes. */
export async function analyseStagedPeople(db: Transaction): Promise<void> {
  await db.$executeRaw`ANALYZE "AlignmentPerson"`;
}

/** How many people there are here. */
export async function countPeople(db: Transaction, tenantId: TenantId): Promise<number> {
  return db.user.count({ where: { tenantId, selfTestId: null } });
}

/** Where a step ended; null when nobody was left. */
export interface ComparedStep {
  readonly lastLoginKey: string;
  readonly count: number;
}

/**
 * Compares the next people here, in the order of their logins, with the staged ones: by login, then
 * without what stands after a plus sign, then by e-mail. Writes a line for each and marks whoever was
 * found. One statement; its work does not grow with the number of people.
 */
export async function compareNextPeople(
  db: Transaction,
  { tenantId, runId }: Run,
  step: { readonly after: string; readonly take: number; readonly position: number },
): Promise<ComparedStep | null> {
  const [done] = await db.$queryRaw<{ lastLoginKey: string | null; count: number }[]>`
    WITH "ours" AS (
      SELECT "id", "login", "loginKey", "email", lower("email") AS "emailKey",
        regexp_replace("loginKey", '\\+[^@]*@', '@') AS "aliasKey"
      FROM "User"
      WHERE "tenantId" = ${tenantId}::uuid AND "selfTestId" IS NULL AND "loginKey" > ${step.after}
      ORDER BY "loginKey" LIMIT ${step.take}
    ), "found" AS (
      SELECT "ours".*, "okta"."position" AS "oktaPosition", "okta"."via",
        "okta"."login" AS "oktaLogin", "okta"."email" AS "oktaEmail", "okta"."status",
        "okta"."provider", "okta"."firstName", "okta"."lastName"
      FROM "ours" LEFT JOIN LATERAL (${counterpartOf({ tenantId, runId })}) AS "okta" ON TRUE
    ), "marked" AS (
      UPDATE "AlignmentPerson" "p" SET "isMatched" = TRUE FROM "found"
      WHERE "p"."tenantId" = ${tenantId}::uuid AND "p"."runId" = ${runId}::uuid
        AND "p"."position" = "found"."oktaPosition"
    ), "written" AS (
      INSERT INTO "AlignmentRow" ("tenantId", "runId", "position", "kind", "userId", "ourLogin",
        "ourEmail", "oktaLogin", "oktaEmail", "oktaStatus", "oktaProvider", "firstName", "lastName")
      SELECT ${tenantId}::uuid, ${runId}::uuid,
        ${step.position}::int + (row_number() OVER (ORDER BY "loginKey"))::int,
        (CASE
          WHEN "oktaPosition" IS NULL THEN 'MISSING'
          WHEN "via" = 3 THEN 'EMAIL_ONLY'
          WHEN "status" IN ('SUSPENDED', 'DEPROVISIONED', 'LOCKED_OUT', 'STAGED') THEN 'INACTIVE'
          WHEN "provider" IN ('FEDERATION', 'SOCIAL') THEN 'ELSEWHERE'
          WHEN "login" = "oktaLogin" THEN 'EXACT'
          ELSE 'SPELLING'
        END)::"AlignmentKind", "id", "login", "email", COALESCE("oktaLogin", ''),
        COALESCE("oktaEmail", ''), COALESCE("status", ''), COALESCE("provider", ''),
        COALESCE("firstName", ''), COALESCE("lastName", '')
      FROM "found"
    )
    SELECT max("loginKey") AS "lastLoginKey", count(*)::int AS "count" FROM "ours"`;
  if (!done || done.lastLoginKey === null) return null;
  return { lastLoginKey: done.lastLoginKey, count: done.count };
}

/** The best counterpart in Okta of a row of "ours": by login, by alias, by e-mail. */
function counterpartOf({ tenantId, runId }: Run): Prisma.Sql {
  const staged = Prisma.sql`FROM "AlignmentPerson" "p"
    WHERE "p"."tenantId" = ${tenantId}::uuid AND "p"."runId" = ${runId}::uuid`;
  return Prisma.sql`
    (SELECT 1 AS "via", "p".* ${staged} AND "p"."loginKey" = "ours"."loginKey" LIMIT 1)
    UNION ALL
    (SELECT 2 AS "via", "p".* ${staged} AND "p"."aliasKey" = "ours"."aliasKey" LIMIT 1)
    UNION ALL
    (SELECT 3 AS "via", "p".* ${staged} AND "p"."emailKey" = "ours"."emailKey"
      AND "p"."emailKey" <> '' LIMIT 1)
    ORDER BY "via" LIMIT 1`;
}

/**
 * Writes a line for whoever of the next staged people was not found here; who is deactivated in Okta
 * is nobody's business any more. Returns how many lines were written.
 */
export async function reportUnmatched(
  db: Transaction,
  { tenantId, runId }: Run,
  step: { readonly from: number; readonly take: number; readonly position: number },
): Promise<number> {
  return db.$executeRaw`
    INSERT INTO "AlignmentRow" ("tenantId", "runId", "position", "kind", "oktaLogin", "oktaEmail",
      "oktaStatus", "oktaProvider", "firstName", "lastName")
    SELECT "tenantId", "runId", ${step.position}::int + (row_number() OVER (ORDER BY "position"))::int,
      'ONLY_IN_OKTA'::"AlignmentKind", "login", "email", "status", "provider", "firstName", "lastName"
    FROM "AlignmentPerson"
    WHERE "tenantId" = ${tenantId}::uuid AND "runId" = ${runId}::uuid
      AND "position" >= ${step.from}::int AND "position" < ${step.from + step.take}::int
      AND NOT "isMatched" AND "status" <> 'DEPROVISIONED'`;
}

/** Forgets the staged people of a run, and the lines of the report when there is to be none. */
export async function forgetStaged(
  db: Transaction,
  { tenantId, runId }: Run,
  options: { readonly withReport: boolean },
): Promise<void> {
  await db.alignmentPerson.deleteMany({ where: { tenantId, runId } });
  if (options.withReport) await db.alignmentRow.deleteMany({ where: { tenantId, runId } });
}

/** How many lines of each kind there are. */
export async function countAlignmentRows(
  db: Transaction,
  { tenantId, runId }: Run,
): Promise<ReadonlyMap<AlignmentKind, number>> {
  const rows = await db.alignmentRow.groupBy({
    by: ['kind'],
    where: { tenantId, runId },
    _count: { _all: true },
  });
  return new Map(rows.map(({ kind, _count }) => [kind, _count._all]));
}
