import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { acquireDatabase } from '../embedded/index.ts';
import { listMigrationNames, migrationsFolder, prismaFolder, schemaLabel } from './migration-folder.ts';
import { diffSchemas } from './schema-engine.ts';

/**
 * A command for developers: `node packages/db/src/migrate/author-migration.ts NAME` writes the migration that takes
 * the schema of the newest migration to the one in schema.prisma. Each migration's folder keeps a copy of the schema
 * it led to, to compare with; the embedded server of the tests is started, because the engine wants one. Add by hand what Prisma cannot say, then run the tests.
 */
async function authorMigration(name: string | undefined): Promise<string> {
  if (!name || !/^[a-z0-9_]+$/.test(name)) {
    return 'Usage: node packages/db/src/migrate/author-migration.ts NAME (lower-case letters, digits and _)';
  }
  const schema = await readFile(join(prismaFolder, schemaLabel), 'utf8');
  const newest = (await listMigrationNames()).at(-1);
  const from = newest ? await readFile(join(migrationsFolder, newest, schemaLabel), 'utf8') : null;
  const sql = await diffOnTestServer(from, schema);
  if (sql.includes('This is an empty migration'))
    return 'schema.prisma has no change that needs a migration.';
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${timestamp}_${name}`);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), sql);
  await writeFile(join(folder, schemaLabel), schema);
  return `Wrote ${folder}`;
}

async function diffOnTestServer(from: string | null, schema: string): Promise<string> {
  const server = await acquireDatabase({ home: resolve(prismaFolder, '../.laten-test') });
  const pool = new pg.Pool({ connectionString: server.url, max: 1 });
  try {
    return await diffSchemas(pool, from, schema);
  } finally {
    await pool.end();
    await server.release();
  }
}

console.log(await authorMigration(process.argv[2]));
