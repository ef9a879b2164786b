import { createChangeInbox } from './change-inbox.ts';
import type { LiveConnection, LiveEvent } from './live-event.ts';
import { keepStream, type LiveStream, type OpenStream, SILENCE_MS } from './live-stream.ts';

/**
 * The line to the server, one stream however many tabs are open: a browser allows six connections to a server, and the
 * seventh tab would freeze. The tab that holds a lock leads: it has the stream and tells the others. When it closes, the
 * lock passes to another; when it is frozen, another takes the lock away. A browser without locks has a stream a tab.
 */

/** LiveMessage is what tabs say to each other. The leader answers `ask` with its state. */
export type LiveMessage =
  | { readonly kind: 'ask' }
  | { readonly kind: 'event'; readonly event: LiveEvent }
  | { readonly kind: 'state'; readonly connection: LiveConnection };

/** LiveChannel reaches the other tabs, not the one that posts. */
export type LiveChannel = { post(message: LiveMessage): void; close(): void };

/** LivePorts are what the browser gives. `lock` and `openChannel` come together, or not at all. */
export type LivePorts = {
  readonly openStream: OpenStream;
  readonly tabs: {
    readonly openChannel: (onMessage: (message: LiveMessage) => void) => LiveChannel;
    readonly lock: LeaderLock;
  } | null;
};

/**
 * LeaderLock is held by one tab at a time. `hold` waits for it, or takes it away (`steal`); calls `onHeld` when it has it,
 * and `onStolen` when another took it. What it returns gives the lock back, or ends the waiting.
 */
export type LeaderLock = (request: {
  readonly steal: boolean;
  readonly onHeld: () => void;
  readonly onStolen: () => void;
}) => () => void;

/** LiveLine is the line as one tab has it. */
export type LiveLine = {
  open(): void;
  close(): void;
  connection(): LiveConnection;
  /** onConnection calls back when the connection has changed; what it returns ends that. */
  onConnection(callback: () => void): () => void;
  /** onEvent calls back for each change, and `hello` when any may have been missed; what it returns ends that. */
  onEvent(callback: (event: LiveEvent) => void): () => void;
  /** setShown says whether the tab is seen: a hidden one gets its events when it is shown again. */
  setShown(shown: boolean): void;
  /** check looks at once whether the line still stands: after a sleep, or when the network is back. */
  check(): void;
};

/** A loss that is mended within this time is not worth a word. */
const GRACE_MS = 2_000;
/** How long a leader may take to answer before its lock is taken away. */
const ANSWER_MS = 3_000;

const connecting: LiveConnection = { state: 'connecting', awaySinceMs: null };
const live: LiveConnection = { state: 'live', awaySinceMs: null };

/** createLiveLine makes the line of a tab; `open` opens it. */
export function createLiveLine(ports: LivePorts): LiveLine {
  return new TabLine(ports);
}

class TabLine implements LiveLine {
  readonly #ports: LivePorts;
  readonly #eventCallbacks = new Set<(event: LiveEvent) => void>();
  readonly #connectionCallbacks = new Set<() => void>();
  readonly #inbox = createChangeInbox((event) => {
    for (const callback of this.#eventCallbacks) callback(event);
  });
  #connection: LiveConnection = connecting;
  #isShown = true;
  #stream: LiveStream | null = null;
  #channel: LiveChannel | null = null;
  #releaseLock: () => void = () => undefined;
  /** When this tab last knew itself up to date, or was opened. */
  #upToDateMs = 0;
  #awayTimer: ReturnType<typeof setTimeout> | undefined;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: LivePorts) {
    this.#ports = ports;
  }

  open(): void {
    this.#upToDateMs = Date.now();
    const { tabs } = this.#ports;
    if (!tabs) {
      this.#lead();
      return;
    }
    this.#channel = tabs.openChannel((message) => this.#hear(message));
    this.#follow({ steal: false });
  }

  close(): void {
    clearTimeout(this.#silenceTimer);
    clearTimeout(this.#awayTimer);
    this.#awayTimer = undefined;
    this.#stream?.close();
    this.#stream = null;
    this.#releaseLock();
    this.#channel?.close();
    this.#channel = null;
    this.#setConnection(connecting);
  }

  connection(): LiveConnection {
    return this.#connection;
  }

  onConnection(callback: () => void): () => void {
    this.#connectionCallbacks.add(callback);
    return () => this.#connectionCallbacks.delete(callback);
  }

  onEvent(callback: (event: LiveEvent) => void): () => void {
    this.#eventCallbacks.add(callback);
    return () => this.#eventCallbacks.delete(callback);
  }

  setShown(shown: boolean): void {
    this.#isShown = shown;
    this.#inbox.setShown(shown);
    if (shown) this.check();
  }

  check(): void {
    if (this.#stream) this.#stream.check();
    else if (this.#channel) this.#askLeader();
  }

  /** Waits for the lock, or takes it; meanwhile this tab lives on what the leader says. */
  #follow({ steal }: { steal: boolean }): void {
    const { tabs } = this.#ports;
    if (!tabs) return;
    this.#releaseLock();
    if (!steal) this.#askLeader();
    this.#releaseLock = tabs.lock({
      steal,
      onHeld: () => this.#lead(),
      onStolen: () => {
        this.#stream?.close();
        this.#stream = null;
        this.#follow({ steal: false });
      },
    });
  }

  #lead(): void {
    clearTimeout(this.#silenceTimer);
    if (this.#connection.state === 'live') this.#goDown();
    this.#stream = keepStream({
      open: this.#ports.openStream,
      onEvent: (event) => {
        this.#channel?.post({ kind: 'event', event });
        this.#take(event);
      },
      onLost: () => this.#goDown(),
    });
  }

  #hear(message: LiveMessage): void {
    if (this.#stream) {
      if (message.kind === 'ask') this.#channel?.post({ kind: 'state', connection: this.#connection });
      return;
    }
    if (message.kind === 'ask') return;
    this.#expectLeader();
    if (message.kind === 'event') this.#take(message.event);
    else this.#adopt(message.connection);
  }

  #take(event: LiveEvent): void {
    if (event.type === 'away') {
      this.#goDown();
      return;
    }
    if (event.type === 'hello') this.#goLive();
    else if (this.#isUp()) this.#upToDateMs = Date.now();
    if (event.type !== 'beat') this.#inbox.put(event);
  }

  /** What the leader says of the line. A tab that was not live until now may have missed something. */
  #adopt(connection: LiveConnection): void {
    if (connection.state === 'live' && this.#connection.state !== 'live') this.#take({ type: 'hello' });
    else if (connection.state === 'away') this.#setConnection(connection);
  }

  #isUp(): boolean {
    return this.#connection.state === 'live' && this.#awayTimer === undefined;
  }

  #goLive(): void {
    clearTimeout(this.#awayTimer);
    this.#awayTimer = undefined;
    this.#upToDateMs = Date.now();
    this.#setConnection(live);
  }

  #goDown(): void {
    if (this.#awayTimer !== undefined || this.#connection.state === 'away') return;
    this.#awayTimer = setTimeout(() => {
      this.#awayTimer = undefined;
      this.#setConnection({ state: 'away', awaySinceMs: this.#upToDateMs });
    }, GRACE_MS);
  }

  #setConnection(connection: LiveConnection): void {
    this.#connection = connection;
    if (this.#stream) this.#channel?.post({ kind: 'state', connection });
    for (const callback of this.#connectionCallbacks) callback();
  }

  /** A leader that says nothing is asked; the answer of one that is awake arms this again. */
  #expectLeader(): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => this.#askLeader(), SILENCE_MS);
  }

  /** Of a leader that does not answer the lock is taken, but only by a tab that somebody looks at. */
  #askLeader(): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => {
      if (this.#isShown) this.#follow({ steal: true });
      else this.#expectLeader();
    }, ANSWER_MS);
    this.#channel?.post({ kind: 'ask' });
  }
}
