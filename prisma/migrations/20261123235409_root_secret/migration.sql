-- AlterTable
ALTER TABLE "Installation" ADD COLUMN     "encryptedRootSecret" BYTEA,
ADD COLUMN     "rootSecretKeyId" TEXT,
ADD COLUMN     "wrappedNextKey" BYTEA;
