import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';

/** prismaFolder is where schema.prisma and the migrations are: `prisma/` at the root of the checkout. */
export const prismaFolder = resolve(import.meta.dirname, '../../../../prisma');

/** schemaLabel is the name of the schema file in the engine's messages. */
export const schemaLabel = 'schema.prisma';

/** migrationsFolder holds one folder for each migration, named so that they sort by age. */
export const migrationsFolder = join(prismaFolder, 'migrations');

/** listMigrationNames returns the migrations that this Laten knows, oldest first. */
export async function listMigrationNames(folder: string = migrationsFolder): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** readMigrations loads the migrations for the schema engine. */
export async function readMigrations(folder: string = migrationsFolder): Promise<MigrationList> {
  const names = await listMigrationNames(folder);
  const migrationDirectories = await Promise.all(
    names.map(async (name) => {
      const value = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
    }),
  );
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(join(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories,
  };
}
