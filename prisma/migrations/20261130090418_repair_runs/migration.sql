-- AlterEnum
ALTER TYPE "SetupRunKind" ADD VALUE 'REPAIR';
