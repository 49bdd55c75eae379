/**
 * How many people stand where, kept by triggers of the database (migration `people_counts`), so that
 * nobody who changes people can forget it, and read in the same time however many there are.
 */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** People by state; everybody is in exactly one. */
export interface PeopleByState {
  readonly enrolled: number;
  /** With an invitation that still works. */
  readonly invited: number;
  readonly notEnrolled: number;
  readonly disabled: number;
}

/**
 * People by state at `now`. Invitations are counted by the hour in which they end; only those that end
 * in the present hour are looked at one by one.
 */
export async function countPeopleByState(
  db: Transaction,
  tenantId: TenantId,
  now: Date,
): Promise<PeopleByState> {
  const moment = now.toISOString();
  const hour = new Date(Math.floor(now.getTime() / hourMs) * hourMs).toISOString();
  const nextHour = new Date(Date.parse(hour) + hourMs).toISOString();
  const [row] = await db.$queryRaw<
    { enrolled: number; invited: number; waiting: number; disabled: number }[]
  >`
    SELECT
      coalesce(sum("count") FILTER (WHERE "state" = 'DISABLED'), 0)::int AS "disabled",
      coalesce(sum("count") FILTER (WHERE "state" = 'ENROLLED'), 0)::int AS "enrolled",
      coalesce(sum("count") FILTER (WHERE "state" = 'WAITING'), 0)::int AS "waiting",
      coalesce(sum("count") FILTER (WHERE "state" = 'WAITING'
        AND "invitedHour" > ${hour}::timestamptz), 0)::int
      + (SELECT count(*) FROM "User" WHERE "tenantId" = ${tenantId}::uuid
          AND "disabledAt" IS NULL AND "enrolledAt" IS NULL
          AND "invitedUntil" > ${moment}::timestamptz
          AND "invitedUntil" < ${nextHour}::timestamptz)::int AS "invited"
    FROM "PeopleCount" WHERE "tenantId" = ${tenantId}::uuid`;
  const { waiting, ...counts } = row ?? { enrolled: 0, invited: 0, waiting: 0, disabled: 0 };
  return { ...counts, notEnrolled: waiting - counts.invited };
}

const hourMs = 3_600_000;

/**
 * Replaces the rows of each state by one with their sum, across tenants. Changes that happen meanwhile
 * are rows of their own and stay.
 */
export async function foldPeopleCounts(db: Transaction): Promise<void> {
  await db.$executeRaw`
    WITH "many" AS (
      SELECT "tenantId", "state", "invitedHour" FROM "PeopleCount"
      GROUP BY 1, 2, 3 HAVING count(*) > 1 OR sum("count") = 0
    ), "gone" AS (
      DELETE FROM "PeopleCount" USING "many"
      WHERE "PeopleCount"."tenantId" = "many"."tenantId"
        AND "PeopleCount"."state" = "many"."state"
        AND "PeopleCount"."invitedHour" = "many"."invitedHour"
      RETURNING "PeopleCount".*
    )
    INSERT INTO "PeopleCount" ("tenantId", "state", "invitedHour", "count")
    SELECT "tenantId", "state", "invitedHour", sum("count") FROM "gone"
    GROUP BY 1, 2, 3 HAVING sum("count") <> 0`;
}
