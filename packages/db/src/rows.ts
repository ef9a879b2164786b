/**
 * @laten/db/rows: what reads or writes rows, without migrations, which need files beside them and the schema engine.
 * This is the part that a bundler can take: the dashboard imports it.
 */
export * from './artifact/find-checkpoint.ts';
export * from './artifact/list-artifacts.ts';
export * from './artifact/read-artifact.ts';
export type { BlobStore, StoredBlob } from './blob/blob-store.ts';
export { deleteUnreferencedBlobs, type FreedBlobs } from './blob/delete-unreferenced-blobs.ts';
export { createPostgresBlobStore } from './blob/postgres-blob-store.ts';
export { describeAddress, isTransientDatabaseError } from './connection-failure.ts';
export { type Database, type OpenDatabaseOptions, openDatabase } from './database.ts';
export * from './errors.ts';
export { createPostgresRecordingStore } from './recording/postgres-recording-store.ts';
export { RUN_CHANNEL } from './recording/run-row.ts';
export { checkRunLabels } from './run/check-run-fields.ts';
export * from './run/delete-run.ts';
export * from './run/find-next-queued-run.ts';
export * from './run/find-run.ts';
export * from './run/get-run-detail.ts';
export * from './run/list-runs.ts';
export * from './run/rename-run.ts';
export * from './run/request-cancel.ts';
export * from './run/update-run-texts.ts';
export * from './series/read-series.ts';
export * from './setting/settings.ts';
