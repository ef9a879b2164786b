import type { LeaderLock, LiveChannel, LiveMessage, LivePorts } from './live-line.ts';
import type { OpenStream } from './live-stream.ts';

/** What the line needs of the browser. A page that is not served safely has no locks; then every tab has its own stream. */

/** The number rises when LiveMessage changes: tabs of two versions of Laten do not speak to each other. */
const NAME = 'laten-live-1';

/** browserPorts returns the ports of this browser. Call it in a browser only. */
export function browserPorts(openStream: OpenStream): LivePorts {
  const canShare = 'locks' in navigator && 'BroadcastChannel' in globalThis;
  return { openStream, tabs: canShare ? { openChannel, lock: createLeaderLock(navigator.locks) } : null };
}

function openChannel(onMessage: (message: LiveMessage) => void): LiveChannel {
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', ({ data }: MessageEvent<LiveMessage>) => onMessage(data));
  return { post: (message) => channel.postMessage(message), close: () => channel.close() };
}

/** createLeaderLock makes the lock of Web Locks. Where the browser refuses it, the tab leads without. */
export function createLeaderLock(locks: Pick<LockManager, 'request'>): LeaderLock {
  return ({ steal, onHeld, onStolen }) => {
    const waiting = new AbortController();
    let isHeld = false;
    let isGivenBack = false;
    let release: () => void = () => waiting.abort();
    const hold = (): Promise<void> =>
      new Promise((resolve) => {
        if (isGivenBack) return resolve();
        isHeld = true;
        release = resolve;
        onHeld();
      });
    locks.request(NAME, steal ? { steal } : { signal: waiting.signal }, hold).catch(() => {
      if (isGivenBack) return;
      if (isHeld) onStolen();
      else onHeld();
    });
    return () => {
      isGivenBack = true;
      release();
    };
  };
}
