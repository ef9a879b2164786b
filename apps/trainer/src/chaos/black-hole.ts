import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * A connection to Postgres that can be made to swallow all that is said, in both directions, without closing: what a
 * pulled cable or a firewall that forgets looks like from inside. On loopback only.
 */
export type BlackHole = {
  /** The port to connect to instead of Postgres's own. */
  readonly port: number;
  /** swallow lets nothing through, neither on open connections nor on new ones; pass lets new ones through again. */
  swallow(): void;
  pass(): void;
  close(): Promise<void>;
};

/** openBlackHole listens on a free port and passes everything on to another port of this machine. */
export async function openBlackHole(targetPort: number): Promise<BlackHole> {
  const sockets = new Set<Socket>();
  let swallows = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    const target = connect(targetPort, '127.0.0.1');
    keep(target);
    client.on('data', (bytes) => swallows || target.write(bytes));
    target.on('data', (bytes) => swallows || client.write(bytes));
    client.once('close', () => target.destroy());
    target.once('close', () => swallows || client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    swallow: () => {
      swallows = true;
    },
    // A conversation of which a part was swallowed makes no sense any more: it ends, as it would in the end.
    pass: () => {
      swallows = false;
      for (const socket of sockets) socket.destroy();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
