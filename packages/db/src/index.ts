/** @laten/db: what reads or writes rows. One use-case a file; only this package knows Prisma and SQL. */
export * from './bench/measure-downsampled-read.ts';
export * from './bench/measure-ingest.ts';
export * from './migrate/migrate-database.ts';
export { listMigrationNames } from './migrate/migration-folder.ts';
export { readSchemaStatus, type SchemaStatus } from './migrate/read-schema-status.ts';
export * from './migrate/require-current-schema.ts';
export * from './rows.ts';
