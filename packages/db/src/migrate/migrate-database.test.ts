import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { migrateDatabase } from './migrate-database.ts';
import { listMigrationNames, migrationsFolder, prismaFolder, schemaLabel } from './migration-folder.ts';
import { readSchemaStatus } from './read-schema-status.ts';
import { diffSchemas } from './schema-engine.ts';

const known = await listMigrationNames();

describe('migrateDatabase', () => {
  let test: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    test = await createTestDatabase({ empty: true });
    folder = await mkdtemp(join(tmpdir(), 'laten-migrations-'));
    await cp(migrationsFolder, folder, { recursive: true });
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await test.drop();
  });
  const addMigration = async (name: string, sql: string): Promise<void> => {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'migration.sql'), sql);
  };

  it('knows an empty database', async () => {
    expect(await readSchemaStatus(test.database)).toEqual({
      expected: known,
      applied: [],
      pending: known,
      newer: [],
    });
  });

  it('lets one of several work while the others wait, and keeps the books of prisma migrate', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrateDatabase({ url: test.url })));
    expect(applied.filter((names) => names.length > 0)).toEqual([known]);
    expect(await readSchemaStatus(test.database)).toMatchObject({ applied: known, pending: [] });
    const { rows } = await test.database.pool.query(
      'SELECT migration_name, applied_steps_count, rolled_back_at, length(checksum) AS checksum FROM _prisma_migrations',
    );
    expect(rows).toEqual(
      known.map((name) => ({
        migration_name: name,
        applied_steps_count: 1,
        rolled_back_at: null,
        checksum: 64,
      })),
    );
  });

  it('does nothing the second time', async () => {
    expect(await migrateDatabase({ url: test.url })).toEqual([]);
  });

  it('leaves the database as it was when a migration fails, and applies it once it is mended', async () => {
    await addMigration(
      '29990101000000_broken',
      'CREATE TABLE half (id int); -- a comment; with a semicolon\nSELECT 1 / 0;',
    );
    await expect(migrateDatabase({ url: test.url, migrationsFolder: folder })).rejects.toMatchObject({
      code: 'DATABASE_MIGRATION',
      message: expect.stringMatching(/is as it was before: division by zero/),
    });
    const { rows } = await test.database.pool.query("SELECT to_regclass('half') AS half");
    expect(rows).toEqual([{ half: null }]);
    expect(await readSchemaStatus(test.database)).toMatchObject({ applied: known });

    await writeFile(join(folder, '29990101000000_broken', 'migration.sql'), 'CREATE TABLE half (id int);');
    expect(await migrateDatabase({ url: test.url, migrationsFolder: folder })).toEqual([
      '29990101000000_broken',
    ]);
  });

  it('refuses a database that a newer Laten made', async () => {
    expect(await readSchemaStatus(test.database)).toMatchObject({ newer: ['29990101000000_broken'] });
    await expect(migrateDatabase({ url: test.url })).rejects.toMatchObject({
      code: 'DATABASE_NEWER',
      message: `This database has migration 29990101000000_broken; this Laten knows up to ${known.at(-1)}. Update Laten, or use another database (DATABASE_URL, or another LATEN_HOME).`,
    });
  });

  it('refuses a database with tables that are not ours', async () => {
    const foreign = await createTestDatabase({ empty: true });
    await foreign.database.pool.query('CREATE TABLE invoices (id int)');
    await expect(migrateDatabase({ url: foreign.url })).rejects.toThrow(
      /Name an empty database in DATABASE_URL/,
    );
    expect(
      (await foreign.database.pool.query("SELECT to_regclass('_prisma_migrations') AS book")).rows,
    ).toEqual([{ book: null }]);
    await foreign.drop();
  });

  it('says in words that nothing answers', async () => {
    await expect(
      migrateDatabase({ url: 'postgresql://laten:s3cret@127.0.0.1:1/laten' }),
    ).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      message: 'The database at 127.0.0.1:1/laten cannot be migrated: nothing listens on that host and port.',
    });
  });
});

describe('the migrations', () => {
  it('lead to the schema: the newest copy equals schema.prisma', async () => {
    const read = (...path: string[]) => readFile(join(...path, schemaLabel), 'utf8');
    expect(await read(migrationsFolder, known.at(-1) ?? '')).toBe(await read(prismaFolder));
  });

  it('make the columns and indexes that the schema asks for', async () => {
    const [migrated, asked] = [await createTestDatabase(), await createTestDatabase({ empty: true })];
    const schema = await readFile(join(prismaFolder, schemaLabel), 'utf8');
    await asked.database.pool.query(await diffSchemas(asked.database.pool, null, schema));
    expect(await readColumns(migrated.database)).toEqual(await readColumns(asked.database));
    expect(await readIndexes(migrated.database)).toEqual(
      expect.arrayContaining(await readIndexes(asked.database)),
    );
    await migrated.drop();
    await asked.drop();
  });
});

/** Prisma writes lists as nullable; ours are not. */
async function readColumns({ pool }: Database): Promise<unknown[]> {
  const { rows } = await pool.query(`
    SELECT table_name, column_name, data_type, udt_name, datetime_precision, column_default, data_type = 'ARRAY' OR is_nullable = 'YES' AS nullable
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1, 2`);
  expect(rows.length).toBeGreaterThan(50);
  return rows;
}

async function readIndexes({ pool }: Database): Promise<unknown[]> {
  const { rows } = await pool.query("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1");
  return rows;
}
