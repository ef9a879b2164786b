import { getDatabase } from '../../../server/database.ts';
import { readHealth } from '../../../server/health.ts';

export const dynamic = 'force-dynamic';

/** GET tells whoever started this server that it can serve: after a round trip to the database, and not before. */
export async function GET(): Promise<Response> {
  const { status, body } = await readHealth({ getDatabase, log: console.error });
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
}
