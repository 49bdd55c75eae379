-- AlterTable
ALTER TABLE "Application" ADD COLUMN     "selfTestId" UUID;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "selfTestId" UUID;

-- CreateTable
CREATE TABLE "SelfTest" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SelfTest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SelfTest_tenantId_key" ON "SelfTest"("tenantId");

-- CreateIndex
CREATE INDEX "Application_selfTestId_idx" ON "Application"("selfTestId");

-- CreateIndex
CREATE INDEX "User_selfTestId_idx" ON "User"("selfTestId");

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_selfTestId_fkey" FOREIGN KEY ("selfTestId") REFERENCES "SelfTest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_selfTestId_fkey" FOREIGN KEY ("selfTestId") REFERENCES "SelfTest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SelfTest" ADD CONSTRAINT "SelfTest_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
