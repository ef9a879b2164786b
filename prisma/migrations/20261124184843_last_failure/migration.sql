-- AlterTable
ALTER TABLE "run" ADD COLUMN     "last_failure" TEXT,
ADD COLUMN     "last_failure_code" TEXT;
