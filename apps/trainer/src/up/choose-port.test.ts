import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { choosePort, parsePort, requireLoopback } from './choose-port.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function occupy(port: number): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

it('takes the next free port when nobody asked for one, and says which were busy', async () => {
  const { port: free } = await choosePort(undefined);
  await occupy(free);
  const next = await choosePort(undefined);
  expect(next.port).toBeGreaterThan(free);
  expect(next.skipped).toContain(free);
});

it('refuses a busy port that was asked for', async () => {
  const busy = await occupy(0);
  await expect(choosePort(busy)).rejects.toMatchObject({
    code: 'PORT_BUSY',
    message: expect.stringContaining(String(busy)),
  });
});

it.each(['0', '65536', '80.5', 'http', ''])('refuses --port %s', (text) => {
  expect(() => parsePort(text)).toThrow(/from 1 to 65535/);
});

it('listens where nobody else reaches it', () => {
  for (const host of [undefined, '127.0.0.1', 'localhost', '::1'])
    expect(() => requireLoopback(host)).not.toThrow();
  expect(() => requireLoopback('192.0.2.1')).toThrow(/no sign-in/);
});
