-- CreateEnum
CREATE TYPE "UserImportProgress" AS ENUM ('WAITING', 'APPLIED', 'SKIPPED', 'UNDONE', 'KEPT');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "UserImportStatus" ADD VALUE 'APPLYING';
ALTER TYPE "UserImportStatus" ADD VALUE 'UNDOING';

-- AlterTable
ALTER TABLE "UserImport" ADD COLUMN     "ignoredColumns" TEXT[];

-- AlterTable
ALTER TABLE "UserImportLine" ADD COLUMN     "applyProblem" TEXT,
ADD COLUMN     "progress" "UserImportProgress" NOT NULL DEFAULT 'WAITING';

-- CreateIndex
CREATE INDEX "UserImportLine_tenantId_importId_progress_line_idx" ON "UserImportLine"("tenantId", "importId", "progress", "line");
