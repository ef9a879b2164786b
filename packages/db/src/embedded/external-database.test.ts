import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { acquireDatabase } from './acquire-database.ts';
import { redactUrl, requireSupportedVersion } from './external-database.ts';

const HOME = '/nonexistent/never-touched';

async function findClosedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

it('refuses a database that cannot be reached, and never shows the password', async () => {
  const port = await findClosedPort();
  const databaseUrl = `postgresql://ann:s3cret@127.0.0.1:${port}/runs?sslpassword=s3cret`;
  const error = await acquireDatabase({ home: HOME, databaseUrl }).catch((caught) => caught);
  expect(error.code).toBe('DATABASE_UNREACHABLE');
  expect(error.message).toBe(
    `The database at postgresql://ann:***@127.0.0.1:${port}/runs (DATABASE_URL) cannot be used: ` +
      'nothing listens on that host and port. Correct DATABASE_URL, or unset it to use the embedded database.',
  );
});

it.each(['mysql://ann:s3cret@host/runs', 's3cret', 'postgresql://ann:s3cret@host:99999/runs'])(
  'refuses %s as an address, without repeating it',
  async (databaseUrl) => {
    const error = await acquireDatabase({ home: HOME, databaseUrl }).catch((caught) => caught);
    expect(error.code).toBe('DATABASE_UNREACHABLE');
    expect(`${error.message}${error.stack}`).not.toContain('s3cret');
  },
);

it('refuses a server older than Postgres 14, with its version and the limit', () => {
  const url = 'postgresql://ann:s3cret@host:5432/runs';
  expect(() => requireSupportedVersion(url, { version: '14.0', versionNumber: 140_000 })).not.toThrow();
  expect(() => requireSupportedVersion(url, { version: '13.22', versionNumber: 130_022 })).toThrow(
    'The database at postgresql://ann:***@host:5432/runs is Postgres 13.22; Laten needs 14 or newer.',
  );
});

it('shows nothing of what it cannot parse', () => {
  expect(redactUrl('s3cret')).toBe('(unreadable)');
  expect(redactUrl('postgresql://host/runs?password=s3cret')).toBe('postgresql://host/runs');
});
