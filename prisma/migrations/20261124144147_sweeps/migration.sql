-- CreateEnum
CREATE TYPE "sweep_status" AS ENUM ('ACTIVE', 'PAUSED', 'FINISHED', 'CANCELED');

-- CreateEnum
CREATE TYPE "worker_state" AS ENUM ('idle', 'working', 'stopped');

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "most_failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "most_lost_workers" INTEGER NOT NULL DEFAULT 3,
ADD COLUMN     "sweep_id" TEXT,
ADD COLUMN     "trial" INTEGER;

-- AlterTable
ALTER TABLE "worker" ADD COLUMN     "labels" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "resume_requested_at" TIMESTAMPTZ(3),
ADD COLUMN     "slot" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "state" "worker_state" NOT NULL DEFAULT 'idle',
ADD COLUMN     "stopped_reason" TEXT;

-- CreateTable
CREATE TABLE "sweep" (
    "id" TEXT NOT NULL,
    "experiment_id" TEXT NOT NULL,
    "owner" TEXT,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "status" "sweep_status" NOT NULL DEFAULT 'ACTIVE',
    "reason" TEXT,
    "reason_code" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "key" TEXT,
    "spec" JSONB NOT NULL,
    "spec_version" INTEGER NOT NULL,
    "metric" TEXT NOT NULL,
    "goal" TEXT NOT NULL,
    "labels" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "priority" INTEGER NOT NULL DEFAULT 0,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sweep_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sweep_key_key" ON "sweep"("key");

-- CreateIndex
CREATE INDEX "sweep_experiment_id_created_at_id_idx" ON "sweep"("experiment_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "run_sweep_id_trial_key" ON "run"("sweep_id", "trial");

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_sweep_id_fkey" FOREIGN KEY ("sweep_id") REFERENCES "sweep"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweep" ADD CONSTRAINT "sweep_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what Prisma cannot say.

-- Housekeeping asks for what is to be purged.
CREATE INDEX "sweep_deleted_idx" ON "sweep"("deleted_at") WHERE "deleted_at" IS NOT NULL;

ALTER TABLE "sweep"
    ALTER COLUMN "labels" SET NOT NULL,
    ADD CONSTRAINT "sweep_id_check" CHECK ("id" ~ '^[0-9a-hjkmnp-tv-z]{16}$'),
    ADD CONSTRAINT "sweep_goal_check" CHECK ("goal" IN ('minimize', 'maximize')),
    ADD CONSTRAINT "sweep_priority_check" CHECK ("priority" BETWEEN -100 AND 100);
ALTER TABLE "worker" ALTER COLUMN "labels" SET NOT NULL;
ALTER TABLE "run"
    ADD CONSTRAINT "run_trial_check" CHECK (("sweep_id" IS NULL) = ("trial" IS NULL) AND "trial" >= 0),
    ADD CONSTRAINT "run_tries_check" CHECK ("failures" >= 0 AND "most_failures" >= 0 AND "most_lost_workers" >= 1);

-- A row that changes with every trial's end finds room on its own page.
ALTER TABLE "sweep" SET (fillfactor = 70);
