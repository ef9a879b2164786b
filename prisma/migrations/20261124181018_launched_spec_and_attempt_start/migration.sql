-- AlterTable
ALTER TABLE "run" ADD COLUMN     "attempt_started_at" TIMESTAMPTZ(3);

-- By hand: sweeps that are there were launched as they are now, as far as anybody knows.
ALTER TABLE "sweep" ADD COLUMN     "launched_spec" JSONB;
UPDATE "sweep" SET "launched_spec" = "spec";
ALTER TABLE "sweep" ALTER COLUMN "launched_spec" SET NOT NULL;
