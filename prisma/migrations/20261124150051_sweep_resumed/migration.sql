-- AlterTable
ALTER TABLE "sweep" ADD COLUMN     "resumed_at" TIMESTAMPTZ(3);

-- By hand: what Prisma cannot say.

-- Each end of a trial asks whether its sweep has others to come, and housekeeping asks it of all sweeps.
CREATE INDEX "run_open_trial_idx" ON "run"("sweep_id") WHERE "status" IN ('QUEUED', 'RUNNING');
