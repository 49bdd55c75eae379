-- People whom the attack self-test makes are nobody's people: they are not counted. Whose person somebody
-- is never changes, so coming and going stay in balance. The semicolons inside of the function are
-- written \x3B, because migrations are cut into statements at every semicolon.
CREATE OR REPLACE FUNCTION "countPeopleOfStatement"() RETURNS trigger LANGUAGE plpgsql AS E'
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
    FROM "changedPeople" WHERE "selfTestId" IS NULL GROUP BY 1, 2, 3\x3B
    RETURN NULL\x3B
END';

DROP TRIGGER "User_count_changed" ON "User";

CREATE TRIGGER "User_count_changed" AFTER UPDATE ON "User"
FOR EACH ROW WHEN (
    (OLD."tenantId", OLD."disabledAt", OLD."enrolledAt", OLD."invitedUntil")
    IS DISTINCT FROM (NEW."tenantId", NEW."disabledAt", NEW."enrolledAt", NEW."invitedUntil")
    AND NEW."selfTestId" IS NULL
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
    FROM "User" WHERE "selfTestId" IS NULL
    UNION ALL
    SELECT "tenantId", "state", "invitedHour", -"count" FROM "PeopleCount"
) AS "difference"
GROUP BY 1, 2, 3 HAVING sum("count") <> 0;
