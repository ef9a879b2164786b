import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaContainer, SchemaEngine, SchemaFilter } from '@prisma/schema-engine-wasm';
import type { Pool } from 'pg';
import { schemaLabel } from './migration-folder.ts';

/**
 * Prisma's schema engine as WebAssembly: what `prisma migrate` runs, without its command and without a binary to
 * download. Its commands that need a shadow database do not work this way; `diff` and `applyMigrations` do.
 */

type EngineModule = typeof import('@prisma/schema-engine-wasm/schema_engine_bg') & {
  __wbg_set_wasm(exports: object): void;
};

/** The part of WebAssembly that is used here; its types come with a browser's library, which has no place in this package. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Readonly<Record<string, object>>,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

const noFilter: SchemaFilter = { externalTables: [], externalEnums: [] };

let engineModule: Promise<EngineModule> | undefined;

/** applyMigrations applies what `_prisma_migrations` does not list yet, in order, and returns the names. */
export async function applyMigrations(pool: Pool, migrationsList: MigrationList): Promise<string[]> {
  const { appliedMigrationNames } = await withEngine(pool, (engine) =>
    engine.applyMigrations({ migrationsList, filters: noFilter }),
  );
  return appliedMigrationNames;
}

/**
 * diffSchemas writes the SQL that takes a database from one schema file to another; `from` null is an empty database.
 * It reads nothing from the pool, but the engine does not start without a Postgres.
 */
export async function diffSchemas(pool: Pool, from: string | null, to: string): Promise<string> {
  const schema = (content: string): { files: SchemaContainer[] } => ({
    files: [{ path: schemaLabel, content }],
  });
  const { stdout } = await withEngine(pool, (engine) =>
    engine.diff({
      from: from === null ? { tag: 'empty' } : { tag: 'schemaDatamodel', ...schema(from) },
      to: { tag: 'schemaDatamodel', ...schema(to) },
      script: true,
      exitCode: null,
      filters: noFilter,
    }),
  );
  return stdout ?? '';
}

async function withEngine<T>(pool: Pool, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  engineModule ??= loadEngine();
  const { SchemaEngine: Engine } = await engineModule;
  const factory = new WholeScriptFactory(pool);
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(factory);
    const engine = await Engine.new({ datamodels: undefined }, () => undefined, adapter);
    return await use(engine).finally(() => engine.free());
  } catch (engineError) {
    // What Postgres said is clearer than what the engine makes of it.
    throw factory.scriptError ?? engineError;
  }
}

/** Sends a migration's script whole. Prisma's own adapter cuts it at every semicolon, also inside comments and functions. */
class WholeScriptFactory extends PrismaPg {
  scriptError: unknown = null;

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      try {
        await adapter.underlyingDriver().query(script);
      } catch (error) {
        this.scriptError = error;
        throw error;
      }
    };
    return adapter;
  }
}

async function loadEngine(): Promise<EngineModule> {
  const module = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as EngineModule;
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(script.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': module });
  module.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return module;
}
