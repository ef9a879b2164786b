import { randomUUID } from 'node:crypto';
import { readlink, symlink, unlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LatenError } from '@laten/shared';
import { errnoOf, ignoringAbsence } from './errors.ts';
import { identifySelf, isAlive, type ProcessIdentity } from './process-identity.ts';

const POLL_INTERVAL_MS = 25;
const DEFAULT_TIMEOUT_MS = 300_000;
const DEFAULT_PATIENCE_MS = 1_000;

/** LockTimeoutError says which living process kept a lock for too long. */
export class LockTimeoutError extends LatenError {
  constructor(message: string) {
    super('HOME_UNUSABLE', message);
  }
}

/** LockOptions says how long to wait for a lock, and whom to tell. */
export type LockOptions = {
  /** Give up after this long with a LockTimeoutError. (Default: 5 minutes.) */
  timeoutMs?: number;
  /** Called once when the lock is still held after `patienceMs`. (Default: nobody is told.) */
  onWait?: (holder: ProcessIdentity) => void;
  /** (Default: 1 second.) */
  patienceMs?: number;
};

/**
 * withLock runs `work` while this process alone, of all processes of this machine, holds the lock at `path`.
 *
 * The lock is a symbolic link whose target names its holder: made and filled in one atomic step, so no crash can
 * leave a lock without a name on it. The lock of a dead process is taken over. It is not re-entrant, and says
 * nothing between machines or containers that share a disk but not their process ids.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const tag = await takeLock(path, options);
  try {
    return await work();
  } finally {
    await dropLock(path, tag);
  }
}

async function takeLock(path: string, options: LockOptions): Promise<string> {
  const self = await identifySelf();
  const tag = [self.pid, self.startedAt, randomUUID().slice(0, 8)].join('_');
  const startedMs = performance.now();
  let told = false;
  while (!(await tryToPlace(path, tag))) {
    const current = await readTag(path);
    if (current === undefined) continue;
    const holder = parseTag(path, current);
    if (!(await isAlive(holder))) {
      await removeStale(path, current, options);
      continue;
    }
    const waitedMs = performance.now() - startedMs;
    if (waitedMs > (options.timeoutMs ?? DEFAULT_TIMEOUT_MS)) throw timeoutError(path, holder, waitedMs);
    if (!told && waitedMs > (options.patienceMs ?? DEFAULT_PATIENCE_MS)) {
      told = true;
      options.onWait?.(holder);
    }
    await delay(POLL_INTERVAL_MS);
  }
  return tag;
}

async function tryToPlace(path: string, tag: string): Promise<boolean> {
  try {
    // The type matters on Windows only, where a junction is the one link that needs no privilege.
    await symlink(tag, path, 'junction');
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Two processes may both see that the holder is dead. If each simply removed what it saw, the slower one could
 * remove the new lock of the faster one. So a stale lock is removed only under a second lock, and only if it is
 * still the same one: its dead holder cannot change it any more, and nobody else does without the second lock.
 * The second lock can itself become stale, and is then removed in the same way.
 */
async function removeStale(path: string, staleTag: string, options: LockOptions): Promise<void> {
  await withLock(`${path}.break`, () => dropLock(path, staleTag), options);
}

async function dropLock(path: string, tag: string): Promise<void> {
  if ((await readTag(path)) === tag) await ignoringAbsence(unlink(path));
}

async function readTag(path: string): Promise<string | undefined> {
  try {
    return basename(await readlink(path));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    if (errnoOf(error) === 'EINVAL') throw foreignLockError(path);
    throw error;
  }
}

function parseTag(path: string, tag: string): ProcessIdentity {
  const [pid, startedAt] = tag.split('_');
  if (!/^\d+$/.test(pid ?? '') || startedAt === undefined) {
    throw foreignLockError(path);
  }
  return { pid: Number(pid), startedAt };
}

function timeoutError(path: string, holder: ProcessIdentity, waitedMs: number): LockTimeoutError {
  const waited = `${Math.round(waitedMs / 1000)} s`;
  return new LockTimeoutError(
    `Waited ${waited} for the lock ${path}, which process ${holder.pid} still holds. ` +
      'Wait until that process ends, or end it, and try again.',
  );
}

function foreignLockError(path: string): LatenError {
  return new LatenError('HOME_UNUSABLE', `${path} is not a lock that Laten made. Remove it, and try again.`);
}
