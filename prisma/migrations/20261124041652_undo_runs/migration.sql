-- CreateEnum
CREATE TYPE "SetupRunKind" AS ENUM ('SETUP', 'UNDO');

-- AlterTable
ALTER TABLE "SetupRun" ADD COLUMN     "kind" "SetupRunKind" NOT NULL DEFAULT 'SETUP';
