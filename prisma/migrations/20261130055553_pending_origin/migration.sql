-- AlterTable
ALTER TABLE "PendingSamlRequest" ADD COLUMN     "originHash" TEXT;
