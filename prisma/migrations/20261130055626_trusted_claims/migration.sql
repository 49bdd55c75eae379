-- AlterTable
ALTER TABLE "OktaConnection" ADD COLUMN     "trustsClaims" BOOLEAN NOT NULL DEFAULT false;
