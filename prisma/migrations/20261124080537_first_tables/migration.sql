-- CreateEnum
CREATE TYPE "run_status" AS ENUM ('QUEUED', 'RUNNING', 'FINISHED', 'FAILED', 'CRASHED', 'CANCELED', 'PRUNED');

-- CreateEnum
CREATE TYPE "metric_goal" AS ENUM ('min', 'max', 'none');

-- CreateTable
CREATE TABLE "experiment" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "experiment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" TEXT NOT NULL,
    "experiment_id" TEXT NOT NULL,
    "owner" TEXT,
    "name" TEXT NOT NULL,
    "status" "run_status" NOT NULL DEFAULT 'QUEUED',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "config" JSONB NOT NULL,
    "config_version" INTEGER NOT NULL,
    "config_hash" TEXT NOT NULL,
    "preset" TEXT NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "note" TEXT NOT NULL DEFAULT '',
    "environment" JSONB NOT NULL,
    "reason" TEXT,
    "reason_code" TEXT,
    "step" INTEGER NOT NULL DEFAULT 0,
    "total_steps" INTEGER NOT NULL DEFAULT 0,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "total_epochs" INTEGER NOT NULL DEFAULT 0,
    "supervisor" TEXT,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "heartbeat_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "duration_ms" DOUBLE PRECISION NOT NULL DEFAULT 0,

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "series" (
    "id" SERIAL NOT NULL,
    "run_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "goal" "metric_goal" NOT NULL,
    "last" DOUBLE PRECISION,
    "last_step" INTEGER,
    "min" DOUBLE PRECISION,
    "max" DOUBLE PRECISION,
    "best" DOUBLE PRECISION,
    "best_step" INTEGER,
    "n" INTEGER NOT NULL DEFAULT 0,
    "non_finite_count" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "point" (
    "series_id" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "wall_time" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "point_pkey" PRIMARY KEY ("series_id","step")
);

-- CreateTable
CREATE TABLE "rollup" (
    "series_id" INTEGER NOT NULL,
    "level" INTEGER NOT NULL,
    "bucket" INTEGER NOT NULL,
    "min" DOUBLE PRECISION,
    "max" DOUBLE PRECISION,
    "last" DOUBLE PRECISION NOT NULL,
    "last_step" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,
    "sum" DOUBLE PRECISION NOT NULL,
    "sum_squares" DOUBLE PRECISION NOT NULL,
    "non_finite_count" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,

    CONSTRAINT "rollup_pkey" PRIMARY KEY ("series_id","level","bucket")
);

-- CreateTable
CREATE TABLE "blob" (
    "sha256" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blob_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "blob_chunk" (
    "sha256" TEXT NOT NULL,
    "chunk_index" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "blob_chunk_pkey" PRIMARY KEY ("sha256","chunk_index")
);

-- CreateTable
CREATE TABLE "artifact" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "step" INTEGER,
    "epoch" INTEGER,
    "media_type" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artifact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "experiment_name_key" ON "experiment"("name");

-- CreateIndex
CREATE INDEX "run_experiment_id_created_at_id_idx" ON "run"("experiment_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "run_config_hash_idx" ON "run"("config_hash");

-- CreateIndex
CREATE INDEX "run_tags_idx" ON "run" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "series_name_best_idx" ON "series"("name", "best");

-- CreateIndex
CREATE UNIQUE INDEX "series_run_id_name_key" ON "series"("run_id", "name");

-- CreateIndex
CREATE INDEX "artifact_sha256_idx" ON "artifact"("sha256");

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollup" ADD CONSTRAINT "rollup_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blob_chunk" ADD CONSTRAINT "blob_chunk_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "blob"("sha256") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifact" ADD CONSTRAINT "artifact_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifact" ADD CONSTRAINT "artifact_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "blob"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what Prisma cannot say.

-- A name and step identify an artifact within a run; a step may be null.
CREATE UNIQUE INDEX "artifact_run_id_name_step_key" ON "artifact"("run_id", "name", (COALESCE("step", -1)));

-- Workers ask for the oldest queued run.
CREATE INDEX "run_queued_idx" ON "run"("created_at", "id") WHERE "status" = 'QUEUED';

ALTER TABLE "run"
    ALTER COLUMN "tags" SET NOT NULL,
    ADD CONSTRAINT "run_id_check" CHECK ("id" ~ '^[0-9a-hjkmnp-tv-z]{16}$'),
    ADD CONSTRAINT "run_counts_check" CHECK ("attempt" >= 0 AND "revision" >= 0 AND "step" >= 0 AND "epoch" >= 0);
ALTER TABLE "rollup"
    ADD CONSTRAINT "rollup_level_check" CHECK ("level" IN (64, 4096)),
    ADD CONSTRAINT "rollup_n_check" CHECK ("n" > 0 AND "non_finite_count" BETWEEN 0 AND "n");
ALTER TABLE "blob"
    ADD CONSTRAINT "blob_sha256_check" CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT "blob_size_bytes_check" CHECK ("size_bytes" >= 0);
ALTER TABLE "blob_chunk"
    ADD CONSTRAINT "blob_chunk_bytes_check" CHECK (octet_length("bytes") <= 8388608);

-- Weights and pictures are compressed already: trying again costs time and saves nothing.
ALTER TABLE "blob_chunk" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

-- Rows that change with every batch find room on their own page, so that no index is touched.
ALTER TABLE "run" SET (fillfactor = 70);
ALTER TABLE "series" SET (fillfactor = 70);
ALTER TABLE "rollup" SET (fillfactor = 90);
