export { type AcquireOptions, acquireDatabase } from './acquire-database.ts';
export { type Backup, backupStoppedData } from './backup-stopped-data.ts';
export type { DatabaseLease } from './database-lease.ts';
export { type EmbeddedStatus, embeddedStatus } from './embedded-status.ts';
export {
  DatabaseTooOldError,
  DatabaseUnreachableError,
  EmbeddedDatabaseError,
  HomeUnusableError,
} from './errors.ts';
export { type LockOptions, LockTimeoutError, withLock } from './lock.ts';
export { identifySelf, isAlive, type ProcessIdentity, readProcessSpace } from './process-identity.ts';
export { type StopResult, stopEmbedded } from './stop-embedded.ts';
