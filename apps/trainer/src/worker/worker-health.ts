import { describeStop, extendStreak, type FailureStreak, type RunEnd } from './failure-streak.ts';
import type { MemoryWatch } from './memory-watch.ts';

/** WorkerHealth says whether a worker takes runs, for all its slots. */
export interface WorkerHealth {
  /** check looks whether a further run may begin now. */
  check(): Promise<boolean>;
  /** noteEnd learns from how a run ended. */
  noteEnd(end: RunEnd): void;
  /** resume lets a worker that stopped after failures take runs again. */
  resume(): void;
  /** stoppedReason says why it takes no runs; null when it does. */
  stoppedReason(): string | null;
  /** waitsForPerson tells whether it takes none until a person says so. */
  waitsForPerson(): boolean;
}

const AFTER_THE_END = 'Mend it, then start a worker again. What has not failed for good still waits.';

/** createWorkerHealth returns the health of a worker that nothing has happened to. `print` is told once when it stops, and when it goes on. */
export function createWorkerHealth(input: {
  memory: Pick<MemoryWatch, 'findShortage'>;
  print: (line: string) => void;
  /** Whether the worker is gone when it would wait for a person. (Default: false.) */
  endsWhenStopped?: boolean;
}): WorkerHealth {
  const { memory, print, endsWhenStopped = false } = input;
  const advice = endsWhenStopped ? AFTER_THE_END : undefined;
  let streak: FailureStreak = null;
  let shortage: string | null = null;
  let said: string | null = null;
  const stoppedReason = () => describeStop(streak, advice) ?? shortage;
  const say = () => {
    const reason = stoppedReason();
    if (reason === said) return;
    said = reason;
    print(reason ?? 'Takes runs again.');
  };
  return {
    check: async () => {
      shortage = await memory.findShortage();
      say();
      return stoppedReason() === null;
    },
    noteEnd: (end) => {
      streak = extendStreak(streak, end);
      say();
    },
    resume: () => {
      streak = null;
      say();
    },
    stoppedReason,
    waitsForPerson: () => describeStop(streak) !== null,
  };
}
