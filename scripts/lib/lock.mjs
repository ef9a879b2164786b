import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, processIdentity } from './process-identity.mjs';

/**
 * A lock between processes that survives kill -9 of its holder, kept as numbered tickets in a folder.
 *
 * The highest ticket decides: it is free when it says so, or when every process it names is dead. Whoever wants the lock
 * creates the next number, which only one process can do. Numbers only grow and the highest ticket is never deleted, so
 * a process that acts on an old view of the folder either finds its number taken or, after creating it, a higher one.
 *
 * A ticket also names the holder's worker (npm, a compiler), because that lives on when only the holder is killed.
 */

/** withLock runs `use(lock)` while this process holds the lock in `folder`; `onWait(pid)` is told once whom it waits for. */
export async function withLock({ folder, onWait = () => {}, pollMs = 200 }, use) {
  const lock = await acquireLock({ folder, onWait, pollMs });
  try {
    return await use(lock);
  } finally {
    lock.release();
  }
}

async function acquireLock({ folder, onWait, pollMs }) {
  mkdirSync(folder, { recursive: true });
  let told = false;
  for (;;) {
    const newest = newestNumber(folder);
    const ticket = newest === 0 ? undefined : readTicket(join(folder, String(newest)));
    const holder = [ticket?.owner, ticket?.worker].find(isAlive);
    if (holder === undefined) {
      const lock = claim(folder, newest + 1);
      if (lock) return lock;
      continue;
    }
    if (!told) onWait(holder.pid);
    told = true;
    await sleep(pollMs);
  }
}

function claim(folder, number) {
  const path = join(folder, String(number));
  const owner = processIdentity(process.pid);
  const draft = writeDraft(folder, { owner });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (error.code === 'EEXIST') return undefined;
    throw error;
  } finally {
    unlinkSync(draft);
  }
  if (newestNumber(folder) > number) {
    unlinkSync(path);
    return undefined;
  }
  removeOlder(folder, number);
  const replace = (ticket) => renameSync(writeDraft(folder, ticket), path);
  return {
    setWorker: (pid) => replace({ owner, worker: processIdentity(pid) }),
    release: () => replace({}),
  };
}

function writeDraft(folder, ticket) {
  const draft = join(folder, `draft-${process.pid}-${randomUUID()}`);
  writeFileSync(draft, JSON.stringify(ticket));
  return draft;
}

function newestNumber(folder) {
  return readdirSync(folder).reduce((newest, name) => Math.max(newest, Number(name) || 0), 0);
}

function removeOlder(folder, number) {
  for (const name of readdirSync(folder)) {
    if (Number(name) < number) unlinkIfAny(join(folder, name));
    const draftOf = /^draft-(\d+)-/.exec(name);
    if (draftOf && !processIdentity(Number(draftOf[1]))) unlinkIfAny(join(folder, name));
  }
}

function unlinkIfAny(path) {
  try {
    unlinkSync(path);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function readTicket(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
