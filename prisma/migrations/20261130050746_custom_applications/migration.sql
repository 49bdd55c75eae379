-- CreateEnum
CREATE TYPE "EncryptionPolicy" AS ENUM ('OFF', 'WHEN_AVAILABLE', 'REQUIRED');

-- AlterEnum
ALTER TYPE "NameIdSource" ADD VALUE 'EXPRESSION';

-- AlterTable
ALTER TABLE "Application" ADD COLUMN     "assertionSeconds" INTEGER NOT NULL DEFAULT 300,
ADD COLUMN     "encryption" "EncryptionPolicy" NOT NULL DEFAULT 'WHEN_AVAILABLE',
ADD COLUMN     "metadataReadAt" TIMESTAMPTZ(3),
ADD COLUMN     "metadataSignerSha256" TEXT,
ADD COLUMN     "metadataUrl" TEXT,
ADD COLUMN     "nameIdExpression" TEXT,
ADD COLUMN     "sessionSeconds" INTEGER;
