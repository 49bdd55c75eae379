-- CreateEnum
CREATE TYPE "ApplicationAccess" AS ENUM ('EVERYONE', 'CHOSEN');

-- CreateEnum
CREATE TYPE "SignedParts" AS ENUM ('RESPONSE_AND_ASSERTION', 'ASSERTION', 'RESPONSE');

-- CreateEnum
CREATE TYPE "NameIdSource" AS ENUM ('LOGIN', 'EMAIL');

-- AlterEnum
ALTER TYPE "ApplicationKind" ADD VALUE 'CUSTOM_SAML';

-- AlterTable
ALTER TABLE "Application" ADD COLUMN     "access" "ApplicationAccess" NOT NULL DEFAULT 'EVERYONE',
ADD COLUMN     "acsIndexes" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
ADD COLUMN     "allowsIdpInitiated" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "attributeMappings" JSONB,
ADD COLUMN     "defaultRelayState" TEXT,
ADD COLUMN     "encryptionCertificatePem" TEXT,
ADD COLUMN     "honoursAuthnContext" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "nameIdSource" "NameIdSource" NOT NULL DEFAULT 'LOGIN',
ADD COLUMN     "signedParts" "SignedParts" NOT NULL DEFAULT 'RESPONSE_AND_ASSERTION',
ADD COLUMN     "sloBinding" TEXT,
ADD COLUMN     "sloResponseUrl" TEXT,
ADD COLUMN     "sloUrl" TEXT;

-- AlterTable
ALTER TABLE "PendingSamlRequest" ADD COLUMN     "allowCreate" BOOLEAN,
ADD COLUMN     "authnContextComparison" TEXT,
ADD COLUMN     "authnContexts" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "refusal" TEXT,
ADD COLUMN     "spNameQualifier" TEXT,
ALTER COLUMN "requestId" DROP NOT NULL;

-- CreateTable
CREATE TABLE "PersistentNameId" (
    "tenantId" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "value" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PersistentNameId_pkey" PRIMARY KEY ("tenantId","applicationId","userId")
);

-- CreateTable
CREATE TABLE "SamlSession" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "nameId" TEXT NOT NULL,
    "nameIdFormat" TEXT NOT NULL,
    "sessionIndex" TEXT NOT NULL,
    "logoutId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SamlSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SamlLogout" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "secretHash" TEXT NOT NULL,
    "initiatorId" UUID,
    "requestId" TEXT,
    "relayState" TEXT,
    "currentId" UUID,
    "currentRequestId" TEXT,
    "isPartial" BOOLEAN NOT NULL DEFAULT false,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SamlLogout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApplicationGroup" (
    "tenantId" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "groupId" UUID NOT NULL,

    CONSTRAINT "ApplicationGroup_pkey" PRIMARY KEY ("tenantId","applicationId","groupId")
);

-- CreateTable
CREATE TABLE "ApplicationUser" (
    "tenantId" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "userId" UUID NOT NULL,

    CONSTRAINT "ApplicationUser_pkey" PRIMARY KEY ("tenantId","applicationId","userId")
);

-- CreateIndex
CREATE UNIQUE INDEX "PersistentNameId_tenantId_applicationId_value_key" ON "PersistentNameId"("tenantId", "applicationId", "value");

-- CreateIndex
CREATE INDEX "SamlSession_tenantId_sessionId_idx" ON "SamlSession"("tenantId", "sessionId");

-- CreateIndex
CREATE INDEX "SamlSession_tenantId_logoutId_idx" ON "SamlSession"("tenantId", "logoutId");

-- CreateIndex
CREATE INDEX "SamlSession_tenantId_applicationId_nameId_idx" ON "SamlSession"("tenantId", "applicationId", "nameId");

-- CreateIndex
CREATE INDEX "SamlSession_tenantId_userId_idx" ON "SamlSession"("tenantId", "userId");

-- CreateIndex
CREATE INDEX "SamlSession_expiresAt_idx" ON "SamlSession"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "SamlSession_tenantId_sessionIndex_key" ON "SamlSession"("tenantId", "sessionIndex");

-- CreateIndex
CREATE INDEX "SamlLogout_expiresAt_idx" ON "SamlLogout"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "SamlLogout_tenantId_currentRequestId_key" ON "SamlLogout"("tenantId", "currentRequestId");

-- CreateIndex
CREATE UNIQUE INDEX "SamlLogout_tenantId_initiatorId_requestId_key" ON "SamlLogout"("tenantId", "initiatorId", "requestId");

-- CreateIndex
CREATE INDEX "ApplicationGroup_tenantId_groupId_idx" ON "ApplicationGroup"("tenantId", "groupId");

-- CreateIndex
CREATE INDEX "ApplicationUser_tenantId_userId_idx" ON "ApplicationUser"("tenantId", "userId");

-- AddForeignKey
ALTER TABLE "PersistentNameId" ADD CONSTRAINT "PersistentNameId_tenantId_applicationId_fkey" FOREIGN KEY ("tenantId", "applicationId") REFERENCES "Application"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PersistentNameId" ADD CONSTRAINT "PersistentNameId_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SamlSession" ADD CONSTRAINT "SamlSession_tenantId_applicationId_fkey" FOREIGN KEY ("tenantId", "applicationId") REFERENCES "Application"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SamlSession" ADD CONSTRAINT "SamlSession_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationGroup" ADD CONSTRAINT "ApplicationGroup_tenantId_applicationId_fkey" FOREIGN KEY ("tenantId", "applicationId") REFERENCES "Application"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationGroup" ADD CONSTRAINT "ApplicationGroup_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "Group"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationUser" ADD CONSTRAINT "ApplicationUser_tenantId_applicationId_fkey" FOREIGN KEY ("tenantId", "applicationId") REFERENCES "Application"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationUser" ADD CONSTRAINT "ApplicationUser_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
