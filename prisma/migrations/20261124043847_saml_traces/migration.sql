-- CreateEnum
CREATE TYPE "SamlTraceKind" AS ENUM ('SSO', 'IDP_INITIATED', 'SLO');

-- CreateEnum
CREATE TYPE "SamlTraceOutcome" AS ENUM ('WAITING', 'SUCCEEDED', 'REFUSED');

-- AlterTable
ALTER TABLE "PendingSamlRequest" ADD COLUMN     "traceId" TEXT;

-- AlterTable
ALTER TABLE "SamlLogout" ADD COLUMN     "traceId" TEXT;

-- AlterTable
ALTER TABLE "Tenant" ADD COLUMN     "traceRetentionDays" INTEGER NOT NULL DEFAULT 30;

-- CreateTable
CREATE TABLE "SamlTrace" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "traceId" TEXT NOT NULL,
    "kind" "SamlTraceKind" NOT NULL,
    "outcome" "SamlTraceOutcome" NOT NULL,
    "applicationId" UUID,
    "applicationName" TEXT,
    "issuer" TEXT,
    "userId" UUID,
    "login" TEXT,
    "loginKey" TEXT,
    "failedCheck" TEXT,
    "errorCode" TEXT,
    "keyFingerprint" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,
    "steps" JSONB NOT NULL,
    "documents" JSONB NOT NULL,
    "checks" JSONB NOT NULL,
    "okta" JSONB,

    CONSTRAINT "SamlTrace_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SamlTrace_tenantId_startedAt_id_idx" ON "SamlTrace"("tenantId", "startedAt", "id");

-- CreateIndex
CREATE INDEX "SamlTrace_tenantId_userId_startedAt_idx" ON "SamlTrace"("tenantId", "userId", "startedAt");

-- CreateIndex
CREATE INDEX "SamlTrace_tenantId_applicationId_startedAt_idx" ON "SamlTrace"("tenantId", "applicationId", "startedAt");

-- CreateIndex
CREATE INDEX "SamlTrace_tenantId_outcome_startedAt_idx" ON "SamlTrace"("tenantId", "outcome", "startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "SamlTrace_tenantId_traceId_key" ON "SamlTrace"("tenantId", "traceId");

-- AddForeignKey
ALTER TABLE "SamlTrace" ADD CONSTRAINT "SamlTrace_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
