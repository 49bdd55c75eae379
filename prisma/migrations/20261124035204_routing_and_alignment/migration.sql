-- CreateEnum
CREATE TYPE "AlignmentSource" AS ENUM ('TOKEN', 'CSV');

-- CreateEnum
CREATE TYPE "AlignmentStatus" AS ENUM ('READING', 'COMPARING', 'READY', 'CANCELLED', 'FAILED', 'INTERRUPTED');

-- CreateEnum
CREATE TYPE "AlignmentKind" AS ENUM ('EMAIL_ONLY', 'SPELLING', 'INACTIVE', 'ELSEWHERE', 'MISSING', 'ONLY_IN_OKTA', 'EXACT');

-- CreateTable
CREATE TABLE "AlignmentRun" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "source" "AlignmentSource" NOT NULL,
    "status" "AlignmentStatus" NOT NULL,
    "tokenStatus" "TokenStatus" NOT NULL DEFAULT 'NOT_USED',
    "orgUrl" TEXT,
    "fileName" TEXT,
    "createdById" UUID NOT NULL,
    "createdByLogin" TEXT NOT NULL,
    "oktaCount" INTEGER NOT NULL DEFAULT 0,
    "ourCount" INTEGER NOT NULL DEFAULT 0,
    "comparedCount" INTEGER NOT NULL DEFAULT 0,
    "skippedCount" INTEGER NOT NULL DEFAULT 0,
    "counts" JSONB,
    "waitingUntil" TIMESTAMPTZ(3),
    "isCancelWanted" BOOLEAN NOT NULL DEFAULT false,
    "errorCode" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AlignmentRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlignmentPerson" (
    "tenantId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "login" TEXT NOT NULL,
    "loginKey" TEXT NOT NULL,
    "aliasKey" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "firstName" TEXT NOT NULL,
    "lastName" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "isMatched" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "AlignmentPerson_pkey" PRIMARY KEY ("tenantId","runId","position")
);

-- CreateTable
CREATE TABLE "AlignmentRow" (
    "tenantId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "AlignmentKind" NOT NULL,
    "userId" UUID,
    "ourLogin" TEXT NOT NULL DEFAULT '',
    "ourEmail" TEXT NOT NULL DEFAULT '',
    "oktaLogin" TEXT NOT NULL DEFAULT '',
    "oktaEmail" TEXT NOT NULL DEFAULT '',
    "oktaStatus" TEXT NOT NULL DEFAULT '',
    "oktaProvider" TEXT NOT NULL DEFAULT '',
    "firstName" TEXT NOT NULL DEFAULT '',
    "lastName" TEXT NOT NULL DEFAULT '',
    "fixedAt" TIMESTAMPTZ(3),
    "fixProblem" TEXT,

    CONSTRAINT "AlignmentRow_pkey" PRIMARY KEY ("tenantId","runId","position")
);

-- CreateTable
CREATE TABLE "RoutingWatch" (
    "applicationId" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "testLogins" TEXT[],
    "adminLogins" TEXT[],
    "strangerLogin" TEXT NOT NULL,
    "nextLookAt" TIMESTAMPTZ(3) NOT NULL,
    "lastLookAt" TIMESTAMPTZ(3),
    "lastRightAt" TIMESTAMPTZ(3),
    "driftedSince" TIMESTAMPTZ(3),
    "silentSince" TIMESTAMPTZ(3),
    "toldState" TEXT,
    "toldAt" TIMESTAMPTZ(3),

    CONSTRAINT "RoutingWatch_pkey" PRIMARY KEY ("applicationId")
);

-- CreateTable
CREATE TABLE "RoutingPeriod" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "verdict" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "routes" JSONB NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lookCount" INTEGER NOT NULL,

    CONSTRAINT "RoutingPeriod_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AlignmentRun_tenantId_createdAt_idx" ON "AlignmentRun"("tenantId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "AlignmentRun_tenantId_id_key" ON "AlignmentRun"("tenantId", "id");

-- CreateIndex
CREATE INDEX "AlignmentPerson_tenantId_runId_loginKey_idx" ON "AlignmentPerson"("tenantId", "runId", "loginKey");

-- CreateIndex
CREATE INDEX "AlignmentPerson_tenantId_runId_aliasKey_idx" ON "AlignmentPerson"("tenantId", "runId", "aliasKey");

-- CreateIndex
CREATE INDEX "AlignmentPerson_tenantId_runId_emailKey_idx" ON "AlignmentPerson"("tenantId", "runId", "emailKey");

-- CreateIndex
CREATE INDEX "AlignmentRow_tenantId_runId_kind_position_idx" ON "AlignmentRow"("tenantId", "runId", "kind", "position");

-- CreateIndex
CREATE INDEX "RoutingWatch_tenantId_nextLookAt_idx" ON "RoutingWatch"("tenantId", "nextLookAt");

-- CreateIndex
CREATE UNIQUE INDEX "RoutingWatch_tenantId_applicationId_key" ON "RoutingWatch"("tenantId", "applicationId");

-- CreateIndex
CREATE INDEX "RoutingPeriod_tenantId_applicationId_firstSeenAt_idx" ON "RoutingPeriod"("tenantId", "applicationId", "firstSeenAt");

-- AddForeignKey
ALTER TABLE "AlignmentRun" ADD CONSTRAINT "AlignmentRun_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlignmentPerson" ADD CONSTRAINT "AlignmentPerson_tenantId_runId_fkey" FOREIGN KEY ("tenantId", "runId") REFERENCES "AlignmentRun"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlignmentRow" ADD CONSTRAINT "AlignmentRow_tenantId_runId_fkey" FOREIGN KEY ("tenantId", "runId") REFERENCES "AlignmentRun"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoutingWatch" ADD CONSTRAINT "RoutingWatch_tenantId_applicationId_fkey" FOREIGN KEY ("tenantId", "applicationId") REFERENCES "Application"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoutingPeriod" ADD CONSTRAINT "RoutingPeriod_tenantId_applicationId_fkey" FOREIGN KEY ("tenantId", "applicationId") REFERENCES "Application"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
