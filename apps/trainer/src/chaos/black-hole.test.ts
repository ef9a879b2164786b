import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { openBlackHole } from './black-hole.ts';

it('passes everything on, swallows without closing, and passes new connections on again', async () => {
  const echo = createServer((socket) => socket.on('data', (bytes) => socket.write(bytes))).listen(
    0,
    '127.0.0.1',
  );
  await once(echo, 'listening');
  const hole = await openBlackHole((echo.address() as AddressInfo).port);
  // The end of a swallowed conversation may be a reset.
  const open = () => connect(hole.port, '127.0.0.1').on('error', () => undefined);
  const socket = open();
  const heard: string[] = [];
  socket.on('data', (bytes) => heard.push(String(bytes)));
  socket.write('one');
  await expect.poll(() => heard).toEqual(['one']);

  hole.swallow();
  socket.write('two');
  const other = open();
  await once(other, 'connect');
  other.write('three');
  expect([socket.closed, other.closed]).toEqual([false, false]);

  const closed = Promise.all([untilClosed(socket), untilClosed(other)]);
  hole.pass();
  await closed;
  expect(heard).toEqual(['one']);
  const again = open();
  again.write('four');
  expect(String((await once(again, 'data'))[0])).toBe('four');

  again.destroy();
  await hole.close();
  echo.close();
});

function untilClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}
