import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { statIfAny } from './lib/files.mjs';
import { EXIT_CODES, fileSystemReason, SetupError } from './lib/setup-error.mjs';

/**
 * Where Laten keeps what must outlive a fresh clone: database, dataset, checkpoints. This module only chooses and prepares the
 * folder; what goes into it is decided by those who use it.
 */

/**
 * resolveHome chooses the home without creating anything: LATEN_HOME when set; else `.laten` in the checkout; else, when that
 * cannot be used, a data folder of the user, or of the system for root. Root's Postgres runs as another user, who must be
 * able to walk to the home, so a checkout below a closed folder such as /root will not do.
 */
export function resolveHome({
  root,
  env,
  uid = process.getuid?.(),
  folder = '.laten',
  userHome = homedir(),
}) {
  if (env.LATEN_HOME) return { path: resolve(env.LATEN_HOME), source: 'LATEN_HOME' };
  const inCheckout = join(root, folder);
  const usable = isWritable(statIfAny(inCheckout) ? inCheckout : root) && (uid !== 0 || isOpenToOthers(root));
  if (usable) return { path: inCheckout, source: 'checkout' };
  const id = createHash('sha256').update(root).digest('hex').slice(0, 8);
  const name = folder.replace(/^\.laten/, id);
  if (uid === 0) return { path: join('/var/lib/laten', name), source: 'system data folder' };
  return { path: join(userDataFolder(env, userHome), 'laten', name), source: 'user data folder' };
}

/** prepareHome creates the home and proves that it can be written to, or says in words why it cannot be used. */
export function prepareHome(home, { uid = process.getuid?.() } = {}) {
  const probe = join(home, `.probe-${process.pid}`);
  try {
    createOpenFolder(home, uid);
    writeFileSync(probe, 'x'.repeat(4096));
    unlinkSync(probe);
  } catch (error) {
    const reason =
      error.code === 'ENOENT' ? 'no folder can be made there' : (fileSystemReason(error) ?? error.message);
    throw new SetupError(
      `Laten's home ${home} cannot be used: ${reason}. Make it writable or free some space there, or name another folder with LATEN_HOME.`,
      { exitCode: EXIT_CODES.home, cause: error },
    );
  }
}

/** isOpenToOthers tells whether any user may walk through a folder and every folder above it. */
export function isOpenToOthers(folder) {
  const open = (statSync(folder).mode & 0o001) !== 0;
  return open && (dirname(folder) === folder || isOpenToOthers(dirname(folder)));
}

/**
 * Creates a folder and what is missing above it, one by one: Node's own recursive mkdir never returns where nothing can be created,
 * as in /proc. A strict umask of root would shut the database's user out, so what root creates is opened for walking.
 */
function createOpenFolder(folder, uid) {
  if (statIfAny(folder)) return;
  createOpenFolder(dirname(folder), uid);
  mkdirSync(folder);
  if (uid === 0) chmodSync(folder, 0o755);
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function userDataFolder(env, userHome) {
  if (process.platform === 'win32') return env.LOCALAPPDATA ?? join(userHome, 'AppData', 'Local');
  if (process.platform === 'darwin') return join(userHome, 'Library', 'Application Support');
  return env.XDG_DATA_HOME || join(userHome, '.local', 'share');
}
