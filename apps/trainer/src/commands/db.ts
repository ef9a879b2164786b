import { openDatabase, readSchemaStatus } from '@laten/db';
import { acquireDatabase, embeddedStatus } from '@laten/db/embedded';
import { isLatenError } from '@laten/shared';
import { exitCodes } from '../exit-codes.ts';
import { openSession } from '../run/session.ts';
import { formatBytes, formatTable } from '../view/format.ts';
import type { CommandContext } from './command-context.ts';

/** DatabaseReport is what `db status` tells. */
type DatabaseReport = {
  readonly state: 'ok' | 'stopped' | 'absent' | 'broken';
  readonly source: 'environment' | 'embedded';
  readonly version: string | null;
  readonly port: number | null;
  readonly sizeBytes: number | null;
  readonly folder: string | null;
  readonly schema: { readonly applied: number; readonly pending: number; readonly newer: number } | null;
  readonly problem: string | null;
  readonly mend: string | null;
};

/** databaseStatus tells where the database is and in which state, without starting or changing anything. Returns the exit code. */
export async function databaseStatus(options: { json?: boolean }, context: CommandContext): Promise<number> {
  const { home, databaseUrl } = context.environment;
  const report = databaseUrl ? await reportExternal(home, databaseUrl) : await reportEmbedded(home);
  context.print(options.json ? JSON.stringify(report) : describe(report));
  return report.state === 'broken' ? exitCodes.database : exitCodes.ok;
}

/** migrateCommand brings the tables up to date. Returns the exit code. */
export async function migrateCommand(context: CommandContext): Promise<number> {
  const session = await openSession(context.environment, context.say);
  try {
    const { applied } = await readSchemaStatus(session.database);
    context.print(`The tables are up to date: ${applied.length} migrations, the newest ${applied.at(-1)}.`);
    return exitCodes.ok;
  } finally {
    await session.close();
  }
}

async function reportExternal(home: string, databaseUrl: string): Promise<DatabaseReport> {
  const base = { source: 'environment', port: null, sizeBytes: null, folder: null } as const;
  try {
    const lease = await acquireDatabase({ home, databaseUrl });
    const schema = await countMigrations(lease.url);
    await lease.release();
    return { ...base, state: 'ok', version: lease.serverVersion, schema, problem: null, mend: null };
  } catch (error) {
    if (!isLatenError(error)) throw error;
    const mend = 'Start that Postgres, correct DATABASE_URL, or unset it to use the embedded one.';
    return { ...base, state: 'broken', version: null, schema: null, problem: error.message, mend };
  }
}

async function reportEmbedded(home: string): Promise<DatabaseReport> {
  const status = await embeddedStatus({ home });
  const mends = {
    running: null,
    stopped: 'Nothing to do: the next command that needs it starts it.',
    absent: 'Nothing to do: the next command that needs it makes it.',
    broken: 'See server.log in that folder. `./laten down`, then any command, starts it anew.',
  };
  const lease = status.state === 'running' ? await acquireDatabase({ home }) : null;
  const schema = lease ? await countMigrations(lease.url) : null;
  await lease?.release();
  return {
    state: status.state === 'running' ? 'ok' : status.state,
    source: 'embedded',
    version: status.version ?? null,
    port: status.port ?? null,
    sizeBytes: status.sizeBytes,
    folder: status.dataDir,
    schema,
    problem: status.problem ?? null,
    mend: mends[status.state],
  };
}

async function countMigrations(url: string): Promise<DatabaseReport['schema']> {
  const database = await openDatabase({ url, maxConnections: 1 });
  try {
    const { applied, pending, newer } = await readSchemaStatus(database);
    return { applied: applied.length, pending: pending.length, newer: newer.length };
  } finally {
    await database.close();
  }
}

function describe(report: DatabaseReport): string {
  const rows = [
    ['state', report.problem ? `${report.state}: ${report.problem}` : report.state],
    ['source', report.source === 'embedded' ? 'embedded' : 'DATABASE_URL'],
    ['version', report.version ? `Postgres ${report.version}` : '–'],
    ['port', report.port === null ? '–' : String(report.port)],
    ['size', report.sizeBytes === null ? '–' : formatBytes(report.sizeBytes)],
    ['folder', report.folder ?? '–'],
    [
      'migrations',
      report.schema
        ? `${report.schema.applied} applied, ${report.schema.pending} pending, ${report.schema.newer} of a newer Laten`
        : '–',
    ],
    ['mend', report.mend ?? '–'],
  ];
  return formatTable(rows);
}
