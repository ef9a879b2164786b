import { createHash, randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** readJsonIfAny reads a JSON file; a missing or unreadable one is undefined. */
export function readJsonIfAny(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** writeJsonWhole writes a JSON file under a temporary name and renames it, so that a reader sees all of it or none. */
export function writeJsonWhole(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}-${randomUUID().slice(0, 8)}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(temporary, path);
}

/** remove deletes a file or a folder with all it holds; a missing one is fine. */
export function remove(path) {
  rmSync(path, { recursive: true, force: true });
}

/** statIfAny is `lstat` that answers undefined for a missing path. */
export function statIfAny(path) {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** listFiles names every file below a folder, sorted, leaving out folders and files that `skip` refuses by name. */
export function listFiles(folder, skip = () => false) {
  if (!statIfAny(folder)?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !skip(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? listFiles(path, skip) : [path];
    });
}

/** hashFiles is the SHA-256 over the paths (relative to `root`, with forward slashes) and the bytes of files. */
export function hashFiles(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const bytes = readFileSync(file);
    hash.update(`${relative(root, file).split(sep).join('/')}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * folderSizeBytes adds up the sizes of the files below a path; symbolic links are not followed. It may look while a program works
 * there, so what vanishes or may not be read counts as nothing.
 */
export function folderSizeBytes(path) {
  try {
    const stat = lstatSync(path);
    if (!stat.isDirectory()) return stat.size;
    return readdirSync(path).reduce((sum, name) => sum + folderSizeBytes(join(path, name)), 0);
  } catch {
    return 0;
  }
}
