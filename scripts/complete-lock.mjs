import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './lib/context.mjs';

/**
 * Completes package-lock.json after an `npm install`. A registry that does not carry the packages of every platform makes npm
 * leave those out of the lock, and `npm ci` of npm 11 then refuses it as "not in sync", on every platform. This adds an entry,
 * with version and platform but without a checksum, for each optional package that the lock names and does not hold.
 */

const OPERATING_SYSTEMS = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  freebsd: 'freebsd',
  android: 'android',
  openharmony: 'openharmony',
};
const PROCESSORS = {
  arm64: 'arm64',
  x64: 'x64',
  64: 'x64',
  ia32: 'ia32',
  arm: 'arm',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
};

/** findAbsent lists the optional packages that a lock names and does not hold, as `{ name, version, dev }`. */
export function findAbsent(lock) {
  const held = new Set(
    Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/'))),
  );
  const named = Object.values(lock.packages).flatMap(({ optionalDependencies = {}, dev }) =>
    Object.entries(optionalDependencies).map(([name, version]) => ({ name, version, dev })),
  );
  const absent = named.filter(({ name }) => !held.has(`node_modules/${name}`));
  return [...new Map(absent.map((entry) => [entry.name, entry])).values()];
}

/** platformOf reads operating system, processor and C library from the name of a platform package. */
export function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = words.map((word) => OPERATING_SYSTEMS[word]).find(Boolean);
  const cpu = words.map((word) => PROCESSORS[word]).find(Boolean);
  if (!os || !cpu) return undefined;
  const libc =
    os === 'linux' &&
    (words.some((word) => word.startsWith('musl'))
      ? 'musl'
      : words.some((word) => word.startsWith('gnu')) && 'glibc');
  return { os: [os], cpu: [cpu], ...(libc && { libc: [libc] }) };
}

/** completeLock returns the lock with an entry for each absent platform package, sorted as npm sorts. */
export function completeLock(lock) {
  const added = findAbsent(lock).flatMap(({ name, version, dev }) => {
    const platform = platformOf(name);
    return platform
      ? [[`node_modules/${name}`, { version, ...(dev && { dev }), optional: true, ...platform }]]
      : [];
  });
  const entries = [...Object.entries(lock.packages), ...added].sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries(entries) };
}

function main() {
  const file = join(ROOT, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const complete = completeLock(lock);
  writeFileSync(file, `${JSON.stringify(complete, null, 2)}\n`);
  console.log(
    `${Object.keys(complete.packages).length - Object.keys(lock.packages).length} packages added to the lock`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
