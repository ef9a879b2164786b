import { randomInt } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { EmbeddedDatabaseError, ignoringAbsence } from './errors.ts';
import type { DatabaseLayout } from './layout.ts';

// Below the ports that systems give to outgoing connections, which would take a remembered one now and then.
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 29_999;
const MAX_ATTEMPTS = 50;

/** HOST is the only address that the embedded server listens on. */
export const HOST = '127.0.0.1';

/** choosePort gives the remembered port, or, when there is none or it is busy, a free one, which it remembers. */
export async function choosePort(layout: DatabaseLayout, log: (line: string) => void): Promise<number> {
  const remembered = await readPort(layout);
  if (remembered !== undefined && (await isFree(remembered))) return remembered;
  const port = await findFreePort();
  await writeFile(`${layout.port}.new`, `${port}\n`);
  await rename(`${layout.port}.new`, layout.port);
  if (remembered !== undefined) log(`Port ${remembered} is busy; the database now uses port ${port}`);
  return port;
}

/** readPort gives the remembered port, or undefined. */
export async function readPort(layout: DatabaseLayout): Promise<number | undefined> {
  const port = Number((await ignoringAbsence(readFile(layout.port, 'utf8'))) ?? Number.NaN);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT + 1);
    if (await isFree(port)) return port;
  }
  throw new EmbeddedDatabaseError(
    `No free port for the database: ${MAX_ATTEMPTS} ports between ${LOWEST_PORT} and ${HIGHEST_PORT} were busy. ` +
      'End programs that listen there, or set DATABASE_URL.',
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: HOST, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
