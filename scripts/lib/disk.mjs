import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { statIfAny } from './files.mjs';

/** nearestExisting is the path itself or the closest folder above it that exists. */
export function nearestExisting(path) {
  return statIfAny(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

/** freeBytes is the room that this user has on the file system of a path (which need not exist yet). */
export function freeBytes(path) {
  const { bavail, bsize } = statfsSync(nearestExisting(path));
  return bavail * bsize;
}

/**
 * findDiskShortage adds up needs of the same file system and returns the first that does not fit: `{ path, neededBytes,
 * freeBytes }`, or undefined when all fit.
 */
export function findDiskShortage(
  needs,
  free = freeBytes,
  deviceOf = (path) => statSync(nearestExisting(path)).dev,
) {
  const byDevice = new Map();
  for (const { path, bytes } of needs) {
    const device = deviceOf(path);
    const entry = byDevice.get(device) ?? { path, neededBytes: 0 };
    byDevice.set(device, { ...entry, neededBytes: entry.neededBytes + bytes });
  }
  for (const { path, neededBytes } of byDevice.values()) {
    const available = free(path);
    if (available < neededBytes) return { path, neededBytes, freeBytes: available };
  }
  return undefined;
}
