import { randomStream } from '@laten/shared';

/** What goes wrong, when, and to whom: the same seed gives the same plan. Pure; `run-chaos.ts` carries it out. */

/** What is done to a process, to Postgres, or to a connection. `freeze` is SIGSTOP, and SIGCONT after a while. */
type FaultKind =
  | 'kill-worker'
  | 'kill-child'
  | 'freeze-worker'
  | 'freeze-child'
  | 'restart-postgres'
  | 'black-hole';

/** Fault is one of them. `pick` in [0, 1) chooses among those who can be hit then. */
export type Fault = {
  readonly kind: FaultKind;
  /** Pause before it, ms. */
  readonly afterMs: number;
  readonly pick: number;
  /** How long a frozen process sleeps, or a connection swallows, ms. */
  readonly lastsMs: number;
};

/** ChaosSize says how much goes wrong. */
export type ChaosSize = {
  /** SIGKILLs and SIGSTOPs of workers and their children. */
  readonly signals: number;
  readonly restarts: number;
  readonly blackHoles: number;
  /** Mean pause between two faults, ms. */
  readonly pauseMs: number;
  /** The longest that something frozen or swallowed lasts, ms: longer than the time after which a worker is taken for lost. */
  readonly mostLastsMs: number;
};

const signalKinds = ['kill-worker', 'kill-child', 'freeze-worker', 'freeze-child'] as const;

/** planChaos spreads restarts and black holes evenly among the signals. */
export function planChaos(size: ChaosSize, seed: number): Fault[] {
  const total = size.signals + size.restarts + size.blackHoles;
  const draws = randomStream({ seed, stream: 'shuffle', step: 0 }).fillUniform(new Float32Array(4 * total));
  const kinds = spreadKinds(size, (i) => draws[4 * i] ?? 0);
  return kinds.map((kind, i) => ({
    kind,
    afterMs: size.pauseMs * (0.5 + (draws[4 * i + 1] ?? 0)),
    pick: draws[4 * i + 2] ?? 0,
    lastsMs: size.mostLastsMs * (draws[4 * i + 3] ?? 0),
  }));
}

function spreadKinds(
  { signals, restarts, blackHoles }: ChaosSize,
  drawOf: (i: number) => number,
): FaultKind[] {
  const placed = [
    ...places('restart-postgres', restarts, 0.5),
    ...places('black-hole', blackHoles, 0.35),
    ...Array.from({ length: signals }, (_, i) => ({
      kind: signalKinds[Math.floor(drawOf(i) * signalKinds.length)] ?? 'kill-worker',
      at: (i + 0.5) / signals,
    })),
  ];
  return placed.toSorted((a, b) => a.at - b.at).map(({ kind }) => kind);
}

function places(kind: FaultKind, count: number, offset: number): { kind: FaultKind; at: number }[] {
  return Array.from({ length: count }, (_, i) => ({ kind, at: (i + offset) / count }));
}
