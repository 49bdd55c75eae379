-- DropIndex
DROP INDEX "User_tenantId_lastName_id_idx";

-- DropIndex
DROP INDEX "User_tenantId_lastSignInAt_id_idx";

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "nameKey" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "User_tenantId_nameKey_id_idx" ON "User"("tenantId", "nameKey", "id");

-- What the schema cannot say: people who never signed in come before all others, and the values of
-- rows that exist.
CREATE INDEX "User_lastSignIn_idx" ON "User" (
  "tenantId", (COALESCE("lastSignInAt", '-infinity'::timestamptz)), "id");
UPDATE "User" SET "nameKey" = lower(regexp_replace(
  concat_ws(' ', "lastName", "firstName"), '[^[:alnum:]]+', ' ', 'g'));
