-- CreateEnum
CREATE TYPE "MailStatus" AS ENUM ('WAITING', 'SENT', 'FAILED');

-- CreateEnum
CREATE TYPE "InvitationPurpose" AS ENUM ('ENROL', 'RECOVER');

-- CreateEnum
CREATE TYPE "UserImportStatus" AS ENUM ('PREVIEWED', 'APPLIED', 'UNDONE');

-- CreateEnum
CREATE TYPE "UserImportOutcome" AS ENUM ('CREATE', 'UPDATE', 'SAME', 'REFUSED');

-- DropIndex
DROP INDEX "AuditEvent_tenantId_occurredAt_idx";

-- DropIndex
DROP INDEX "AuditEvent_tenantId_targetType_targetId_idx";

-- AlterTable
ALTER TABLE "AuditEvent" ADD COLUMN     "hash" TEXT,
ADD COLUMN     "previousHash" TEXT,
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "searchText" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "sequence" BIGINT;

-- AlterTable
ALTER TABLE "Installation" ADD COLUMN     "nextMasterKeyId" TEXT;

-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN     "browserHash" TEXT,
ADD COLUMN     "purpose" "InvitationPurpose" NOT NULL DEFAULT 'ENROL';

-- AlterTable
ALTER TABLE "SetupLink" ADD COLUMN     "tenantId" UUID;

-- AlterTable
ALTER TABLE "Tenant" ADD COLUMN     "accentColor" TEXT,
ADD COLUMN     "auditRetentionDays" INTEGER,
ADD COLUMN     "logo" BYTEA,
ADD COLUMN     "logoHash" TEXT,
ADD COLUMN     "signInText" TEXT;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "enrolledAt" TIMESTAMPTZ(3),
ADD COLUMN     "invitedUntil" TIMESTAMPTZ(3),
ADD COLUMN     "loginSkeleton" TEXT,
ADD COLUMN     "searchText" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "AuditChain" (
    "tenantId" UUID NOT NULL,
    "lastSequence" BIGINT NOT NULL DEFAULT 0,
    "lastHash" TEXT NOT NULL,
    "removedSequence" BIGINT NOT NULL DEFAULT 0,
    "removedHash" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditChain_pkey" PRIMARY KEY ("tenantId")
);

-- CreateTable
CREATE TABLE "AuditDailyCount" (
    "tenantId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "action" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "count" INTEGER NOT NULL,

    CONSTRAINT "AuditDailyCount_pkey" PRIMARY KEY ("tenantId","day","action","reason")
);

-- CreateTable
CREATE TABLE "OutgoingMail" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "toAddress" TEXT NOT NULL,
    "userId" UUID,
    "onceKey" TEXT,
    "status" "MailStatus" NOT NULL DEFAULT 'WAITING',
    "encryptedContent" BYTEA,
    "masterKeyId" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL,
    "uselessAfter" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "sentAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OutgoingMail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Group" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupMember" (
    "tenantId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GroupMember_pkey" PRIMARY KEY ("tenantId","groupId","userId")
);

-- CreateTable
CREATE TABLE "UserImport" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "status" "UserImportStatus" NOT NULL DEFAULT 'PREVIEWED',
    "fileName" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdByLogin" TEXT NOT NULL,
    "createCount" INTEGER NOT NULL,
    "updateCount" INTEGER NOT NULL,
    "sameCount" INTEGER NOT NULL,
    "refusedCount" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "appliedAt" TIMESTAMPTZ(3),
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "UserImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UserImportLine" (
    "tenantId" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "outcome" "UserImportOutcome" NOT NULL,
    "login" TEXT NOT NULL,
    "userId" UUID,
    "before" JSONB,
    "after" JSONB,
    "problems" TEXT[],
    "undoProblem" TEXT,

    CONSTRAINT "UserImportLine_pkey" PRIMARY KEY ("tenantId","importId","line")
);

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HelpdeskPasscode" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "issuedById" UUID NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "HelpdeskPasscode_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "OutgoingMail_status_nextAttemptAt_idx" ON "OutgoingMail"("status", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "OutgoingMail_tenantId_createdAt_idx" ON "OutgoingMail"("tenantId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "OutgoingMail_tenantId_onceKey_key" ON "OutgoingMail"("tenantId", "onceKey");

-- CreateIndex
CREATE UNIQUE INDEX "Group_tenantId_id_key" ON "Group"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Group_tenantId_nameKey_key" ON "Group"("tenantId", "nameKey");

-- CreateIndex
CREATE INDEX "GroupMember_tenantId_userId_idx" ON "GroupMember"("tenantId", "userId");

-- CreateIndex
CREATE INDEX "UserImport_tenantId_createdAt_idx" ON "UserImport"("tenantId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "UserImport_tenantId_id_key" ON "UserImport"("tenantId", "id");

-- CreateIndex
CREATE INDEX "UserImportLine_tenantId_importId_outcome_line_idx" ON "UserImportLine"("tenantId", "importId", "outcome", "line");

-- CreateIndex
CREATE INDEX "RecoveryCode_tenantId_userId_idx" ON "RecoveryCode"("tenantId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "RecoveryCode_tenantId_codeHash_key" ON "RecoveryCode"("tenantId", "codeHash");

-- CreateIndex
CREATE INDEX "HelpdeskPasscode_tenantId_userId_idx" ON "HelpdeskPasscode"("tenantId", "userId");

-- CreateIndex
CREATE INDEX "HelpdeskPasscode_expiresAt_idx" ON "HelpdeskPasscode"("expiresAt");

-- CreateIndex
CREATE INDEX "AuditEvent_tenantId_occurredAt_id_idx" ON "AuditEvent"("tenantId", "occurredAt", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_tenantId_action_sequence_idx" ON "AuditEvent"("tenantId", "action", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_tenantId_actorUserId_sequence_idx" ON "AuditEvent"("tenantId", "actorUserId", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_tenantId_targetType_targetId_sequence_idx" ON "AuditEvent"("tenantId", "targetType", "targetId", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEvent_tenantId_sequence_key" ON "AuditEvent"("tenantId", "sequence");

-- CreateIndex
CREATE INDEX "User_tenantId_loginSkeleton_idx" ON "User"("tenantId", "loginSkeleton");

-- CreateIndex
CREATE INDEX "User_tenantId_lastName_id_idx" ON "User"("tenantId", "lastName", "id");

-- CreateIndex
CREATE INDEX "User_tenantId_lastSignInAt_id_idx" ON "User"("tenantId", "lastSignInAt", "id");

-- CreateIndex
CREATE INDEX "User_tenantId_role_loginKey_idx" ON "User"("tenantId", "role", "loginKey");

-- CreateIndex
CREATE INDEX "User_tenantId_disabledAt_enrolledAt_loginKey_idx" ON "User"("tenantId", "disabledAt", "enrolledAt", "loginKey");

-- AddForeignKey
ALTER TABLE "AuditChain" ADD CONSTRAINT "AuditChain_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditDailyCount" ADD CONSTRAINT "AuditDailyCount_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutgoingMail" ADD CONSTRAINT "OutgoingMail_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Group" ADD CONSTRAINT "Group_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMember" ADD CONSTRAINT "GroupMember_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "Group"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMember" ADD CONSTRAINT "GroupMember_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserImport" ADD CONSTRAINT "UserImport_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserImportLine" ADD CONSTRAINT "UserImportLine_tenantId_importId_fkey" FOREIGN KEY ("tenantId", "importId") REFERENCES "UserImport"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HelpdeskPasscode" ADD CONSTRAINT "HelpdeskPasscode_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema cannot say: word search over people and events, and the values of rows that exist.
CREATE INDEX "User_searchText_idx" ON "User" USING GIN (to_tsvector('simple', "searchText"));
CREATE INDEX "AuditEvent_searchText_idx" ON "AuditEvent" USING GIN (to_tsvector('simple', "searchText"));

UPDATE "User" SET "searchText" = lower(regexp_replace(
  concat_ws(' ', "login", "email", "firstName", "lastName"), '[^[:alnum:]]+', ' ', 'g'));
UPDATE "User" u SET "enrolledAt" = a."first" FROM (
  SELECT "tenantId", "userId", min("createdAt") AS "first" FROM "Authenticator" GROUP BY 1, 2
) a WHERE a."tenantId" = u."tenantId" AND a."userId" = u."id";
UPDATE "User" u SET "invitedUntil" = i."last" FROM (
  SELECT "tenantId", "userId", max("expiresAt") AS "last" FROM "Invitation"
  WHERE "consumedAt" IS NULL GROUP BY 1, 2
) i WHERE i."tenantId" = u."tenantId" AND i."userId" = u."id";
UPDATE "AuditEvent" SET
  "searchText" = lower(regexp_replace(
    concat_ws(' ', "actorLabel", "action", "targetLabel"), '[^[:alnum:]]+', ' ', 'g')),
  "reason" = "changes" -> 'reason' ->> 'after';
