/**
 * @laten/db/rows: what reads or writes rows, without migrations, which need files beside them and the schema engine.
 * This is the part that a bundler can take: the dashboard imports it.
 */
export * from './artifact/find-checkpoint.ts';
export * from './artifact/list-artifacts.ts';
export * from './artifact/read-artifact.ts';
export { type LogPart, type ReadLogQuery, readLog } from './artifact/read-log.ts';
export type { BlobStore, StoredBlob } from './blob/blob-store.ts';
export { deleteUnreferencedBlobs, type FreedBlobs } from './blob/delete-unreferenced-blobs.ts';
export { createPostgresBlobStore } from './blob/postgres-blob-store.ts';
export { describeAddress, isTransientDatabaseError } from './connection-failure.ts';
export { type Database, type OpenDatabaseOptions, openDatabase } from './database.ts';
export * from './errors.ts';
export { DEFAULT_EXPERIMENT } from './experiment/change-experiment.ts';
export * from './experiment/create-experiment.ts';
export * from './experiment/delete-experiment.ts';
export * from './experiment/list-experiments.ts';
export * from './experiment/rename-experiment.ts';
export * from './garbage/collect-garbage.ts';
export { type DiskUse, type RunSize, readDiskUse, type TableSize } from './garbage/read-disk-use.ts';
export * from './live/channels.ts';
export * from './live/listen-for-changes.ts';
export { notifyTopic } from './live/notify-topic.ts';
export { resendLostJobs } from './queue/resend-lost-jobs.ts';
export type { RunDelivery, RunJob, RunQueue } from './queue/run-queue-port.ts';
export { createPostgresRecordingStore } from './recording/postgres-recording-store.ts';
export { checkRunLabels } from './run/check-run-fields.ts';
export * from './run/create-queued-run.ts';
export * from './run/delete-run.ts';
export * from './run/find-run.ts';
export * from './run/get-run-detail.ts';
export * from './run/leave-queued-run.ts';
export * from './run/list-recent-throughput.ts';
export * from './run/list-runs.ts';
export * from './run/mark-runs-deleted.ts';
export * from './run/move-runs.ts';
export * from './run/preview-deletion.ts';
export * from './run/purge-deleted-runs.ts';
export * from './run/queue-run-again.ts';
export * from './run/read-run-sizes.ts';
export * from './run/rename-run.ts';
export * from './run/request-cancel.ts';
export * from './run/restore-runs.ts';
export type { RunFilter } from './run/run-filter.ts';
export { type RunSortColumn, runSortColumns } from './run/run-sort.ts';
export * from './run/tag-runs.ts';
export * from './run/update-run-texts.ts';
export * from './series/read-newer-points.ts';
export * from './series/read-run-clock.ts';
export * from './series/read-series.ts';
export * from './series/read-sparklines.ts';
export * from './setting/settings.ts';
export * from './sweep/add-trials.ts';
export * from './sweep/cancel-sweep.ts';
export * from './sweep/create-sweep.ts';
export * from './sweep/delete-sweep.ts';
export type { SweepProgress } from './sweep/estimate-progress.ts';
export * from './sweep/find-sweep.ts';
export * from './sweep/get-sweep.ts';
export {
  type ListSweepsQuery,
  listSweeps,
  type SweepListItem,
  type SweepPage,
} from './sweep/list-sweeps.ts';
export * from './sweep/list-trial-failures.ts';
export * from './sweep/pause-sweep.ts';
export type { BestTrial } from './sweep/read-best-trials.ts';
export * from './sweep/read-sweep-best.ts';
export { readSweepsProgress } from './sweep/read-sweep-progress.ts';
export * from './sweep/restore-sweep.ts';
export * from './sweep/resume-sweep.ts';
export * from './sweep/retry-failed-trials.ts';
export * from './sweep/set-sweep-priority.ts';
export { settleSweep, settleSweeps } from './sweep/settle-sweep.ts';
export * from './sweep/update-sweep-texts.ts';
export * from './worker/beat-worker.ts';
export * from './worker/create-reaper.ts';
export * from './worker/find-missing-labels.ts';
export * from './worker/read-workers.ts';
export type { ReapedRun } from './worker/reap-run.ts';
export * from './worker/request-worker-resume.ts';
