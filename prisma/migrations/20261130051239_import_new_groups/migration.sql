-- AlterTable
ALTER TABLE "UserImport" ADD COLUMN     "newGroups" JSONB NOT NULL DEFAULT '[]';
