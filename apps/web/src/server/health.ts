import type { Database } from '@laten/db/rows';
import packageJson from '../../package.json' with { type: 'json' };
import { publicMessage, toTrpcError } from './error-map.ts';

const { version } = packageJson;

/** Health is whether this server can serve, and which version it is. */
export type Health =
  | { readonly status: 200; readonly body: { readonly ok: true; readonly version: string } }
  | {
      readonly status: 503;
      readonly body: { readonly ok: false; readonly version: string; readonly message: string };
    };

/** HealthPorts are the database to ask, and where to say what is wrong with it. */
export type HealthPorts = {
  readonly getDatabase: () => Promise<Pick<Database, 'pool'>>;
  readonly log: (line: string) => void;
};

/** readHealth asks the database for one row. */
export async function readHealth({ getDatabase, log }: HealthPorts): Promise<Health> {
  try {
    const { pool } = await getDatabase();
    await pool.query('SELECT 1');
    return { status: 200, body: { ok: true, version } };
  } catch (error) {
    log(`The database does not answer: ${error instanceof Error ? error.message : String(error)}`);
    return { status: 503, body: { ok: false, version, message: publicMessage(toTrpcError(error)) } };
  }
}
