-- AlterEnum
ALTER TYPE "RecoveryKind" ADD VALUE 'OPERATOR_LINK';
