-- CreateEnum
CREATE TYPE "RecoveryKind" AS ENUM ('RECOVERY_CODE', 'HELPDESK_PASSCODE');

-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN     "recoveryKind" "RecoveryKind";
