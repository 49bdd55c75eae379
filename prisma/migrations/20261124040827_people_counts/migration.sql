-- CreateEnum
CREATE TYPE "PeopleState" AS ENUM ('DISABLED', 'ENROLLED', 'WAITING');

-- CreateTable
CREATE TABLE "PeopleCount" (
    "id" BIGSERIAL NOT NULL,
    "tenantId" UUID NOT NULL,
    "state" "PeopleState" NOT NULL,
    "invitedHour" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "PeopleCount_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PeopleCount_tenantId_state_invitedHour_idx" ON "PeopleCount"("tenantId", "state", "invitedHour");


-- From now on the database counts by itself, whoever changes people. The semicolons inside of the
-- functions are written \x3B, because migrations are cut into statements at every semicolon.

-- Whole statements: people who came or went together make one row for each state.
CREATE FUNCTION "countPeopleOfStatement"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
    INSERT INTO "PeopleCount" ("tenantId", "state", "invitedHour", "count")
    SELECT "tenantId",
        CASE WHEN "disabledAt" IS NOT NULL THEN ''DISABLED''
             WHEN "enrolledAt" IS NOT NULL THEN ''ENROLLED''
             ELSE ''WAITING'' END::"PeopleState",
        CASE WHEN "disabledAt" IS NULL AND "enrolledAt" IS NULL AND "invitedUntil" IS NOT NULL
             THEN date_trunc(''hour'', "invitedUntil", ''UTC'')
             ELSE ''epoch'' END,
        count(*) * TG_ARGV[0]::int
    FROM "changedPeople" GROUP BY 1, 2, 3\x3B
    RETURN NULL\x3B
END';

CREATE TRIGGER "User_count_inserted" AFTER INSERT ON "User"
REFERENCING NEW TABLE AS "changedPeople"
FOR EACH STATEMENT EXECUTE FUNCTION "countPeopleOfStatement"('1');

CREATE TRIGGER "User_count_deleted" AFTER DELETE ON "User"
REFERENCING OLD TABLE AS "changedPeople"
FOR EACH STATEMENT EXECUTE FUNCTION "countPeopleOfStatement"('-1');

-- Single people whose state changed: a sign-in, an edit or a new role costs nothing.
CREATE FUNCTION "countPersonChanged"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
    INSERT INTO "PeopleCount" ("tenantId", "state", "invitedHour", "count")
    SELECT "tenantId",
        CASE WHEN "disabledAt" IS NOT NULL THEN ''DISABLED''
             WHEN "enrolledAt" IS NOT NULL THEN ''ENROLLED''
             ELSE ''WAITING'' END::"PeopleState",
        CASE WHEN "disabledAt" IS NULL AND "enrolledAt" IS NULL AND "invitedUntil" IS NOT NULL
             THEN date_trunc(''hour'', "invitedUntil", ''UTC'')
             ELSE ''epoch'' END,
        sum("count")
    FROM (VALUES
        (OLD."tenantId", OLD."disabledAt", OLD."enrolledAt", OLD."invitedUntil", -1),
        (NEW."tenantId", NEW."disabledAt", NEW."enrolledAt", NEW."invitedUntil", 1)
    ) AS "changed" ("tenantId", "disabledAt", "enrolledAt", "invitedUntil", "count")
    GROUP BY 1, 2, 3 HAVING sum("count") <> 0\x3B
    RETURN NULL\x3B
END';

CREATE TRIGGER "User_count_changed" AFTER UPDATE ON "User"
FOR EACH ROW WHEN (
    (OLD."tenantId", OLD."disabledAt", OLD."enrolledAt", OLD."invitedUntil")
    IS DISTINCT FROM (NEW."tenantId", NEW."disabledAt", NEW."enrolledAt", NEW."invitedUntil")
)
EXECUTE FUNCTION "countPersonChanged"();

-- The people there are, less those counted since the triggers stand. One statement sees one moment.
INSERT INTO "PeopleCount" ("tenantId", "state", "invitedHour", "count")
SELECT "tenantId", "state", "invitedHour", sum("count")
FROM (
    SELECT "tenantId",
        CASE WHEN "disabledAt" IS NOT NULL THEN 'DISABLED'
             WHEN "enrolledAt" IS NOT NULL THEN 'ENROLLED'
             ELSE 'WAITING' END::"PeopleState" AS "state",
        CASE WHEN "disabledAt" IS NULL AND "enrolledAt" IS NULL AND "invitedUntil" IS NOT NULL
             THEN date_trunc('hour', "invitedUntil", 'UTC')
             ELSE 'epoch' END AS "invitedHour",
        1 AS "count"
    FROM "User"
    UNION ALL
    SELECT "tenantId", "state", "invitedHour", -"count" FROM "PeopleCount"
) AS "difference"
GROUP BY 1, 2, 3 HAVING sum("count") <> 0;
