import { createServer } from 'node:net';
import { LatenError } from '@laten/shared';

const HOST = '127.0.0.1';
const FIRST_PORT = 4500;
const TRIED_PORTS = 100;

/** choosePort returns the port to listen on: the asked one, or the first free one from 4500. Throws LatenError (PORT_BUSY). */
export async function choosePort(asked: number | undefined): Promise<{ port: number; skipped: number[] }> {
  if (asked !== undefined) {
    if (await isFree(asked)) return { port: asked, skipped: [] };
    throw new LatenError(
      'PORT_BUSY',
      `Port ${asked} is in use. Give another one with --port, or leave it out to take the next free one.`,
    );
  }
  const skipped: number[] = [];
  for (let port = FIRST_PORT; port < FIRST_PORT + TRIED_PORTS; port++) {
    if (await isFree(port)) return { port, skipped };
    skipped.push(port);
  }
  throw new LatenError(
    'PORT_BUSY',
    `Ports ${FIRST_PORT} to ${FIRST_PORT + TRIED_PORTS - 1} are all in use. Give one with --port.`,
  );
}

/** parsePort reads --port. Throws LatenError (USAGE). */
export function parsePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new LatenError('USAGE', `--port ${text} is refused. Expected a whole number from 1 to 65535.`);
}

/** requireLoopback refuses to listen where others could reach Laten, as long as there is no sign-in. */
export function requireLoopback(host: string | undefined): void {
  if (host === undefined || ['127.0.0.1', 'localhost', '::1'].includes(host)) return;
  throw new LatenError(
    'USAGE',
    `--host ${host} is refused: Laten has no sign-in yet, and whoever reaches it can read and delete runs. It listens on 127.0.0.1; from another machine use \`ssh -L\`.`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else
        reject(
          new LatenError(
            'PORT_BUSY',
            `Port ${port} cannot be used: ${error.message}. Give another one with --port.`,
          ),
        );
    });
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
}
