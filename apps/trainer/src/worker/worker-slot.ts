import type { RunJob } from '@laten/db';
import { type AttemptPlan, runAttempt } from '../run/run-attempt.ts';
import type { Session } from '../run/session.ts';
import type { ProgressEvent } from '../train/supervise-run.ts';
import type { TrainingProcesses } from '../train/training-processes.ts';
import type { RunView } from '../view/run-view.ts';
import { repeat } from './repeat.ts';
import { createSlotBeat, type Hands, identifySlot, LOOK_FOR_BEAT_MS } from './slot-beat.ts';
import type { Stop } from './stop.ts';
import type { Door, TakenRun } from './worker-door.ts';
import type { WorkerHealth } from './worker-health.ts';
import type { WorkerOptions } from './worker-options.ts';

/** SlotOptions are what the slots of a worker share, and the slot's number. */
export type SlotOptions = Required<Pick<WorkerOptions, 'createView' | 'announce'>> & {
  readonly session: Session;
  readonly labels: readonly string[];
  readonly door: Door;
  readonly health: WorkerHealth;
  readonly processes: TrainingProcesses;
  readonly stop: Stop;
  readonly onError: (error: unknown) => void;
  /** From 1. */
  readonly slot: number;
};

/** A training has its memory after so many steps: the reference model is within 3 % of its peak by then. */
const STEPS_TO_GROW = 10;

/** workSlot trains one run after another until the worker stops, and keeps the slot's row. */
export async function workSlot(options: SlotOptions): Promise<void> {
  const { session, labels, door, health, onError, slot } = options;
  const hands: Hands = { runId: null, job: null };
  const identity = await identifySlot({ slot, labels });
  const beat = createSlotBeat({ database: session.database, hands, health, identity });
  const beating = new AbortController();
  const beats = repeat({
    signal: beating.signal,
    intervalMs: LOOK_FOR_BEAT_MS,
    work: beat.whenDue,
    onError,
  });
  const hold = (job: RunJob | null) => {
    Object.assign(hands, { runId: job?.runId ?? null, job });
    beat.soon();
  };
  for (let taken = await door.take(hold); taken; taken = await door.take(hold)) {
    await train(options, taken, hands).catch(onError);
    hold(null);
  }
  beating.abort();
  await beats;
  await beat.goodbye().catch(onError);
}

/** Trains what was taken. A run that cannot begin is left in the state that says why. */
async function train(options: SlotOptions, taken: TakenRun, hands: Hands): Promise<void> {
  const { session, door, health, processes, stop } = options;
  const { job, plan } = taken;
  const settle = () => {
    hands.job = null;
    door.announcer.forget();
    // A job that cannot be settled now is delivered again, to somebody who sees that its run does not wait.
    void session.database.queue.settle(job).catch(() => undefined);
  };
  try {
    options.announce(describePlan(plan));
    const view = watchProgress(await options.createView(plan.config, plan), { settle, grown: taken.grown });
    const { outcome } = await runAttempt({ session, plan, view, signals: stop, processes });
    health.noteEnd({ runId: plan.runId, ...outcome });
  } catch (error) {
    await door.leave({ job, error });
  } finally {
    taken.release();
  }
}

function watchProgress(view: RunView, { settle, grown }: Record<'settle' | 'grown', () => void>): RunView {
  let steps = 0;
  return {
    ...view,
    progress(event: ProgressEvent) {
      if (event.type === 'started') settle();
      if (event.type === 'step') {
        steps += 1;
        if (steps === STEPS_TO_GROW) grown();
      }
      view.progress(event);
    },
  };
}

function describePlan({ name, config, resume }: AttemptPlan): string {
  const what = resume ? 'Going on with' : 'Training';
  return `${what} ${name}, ${config.epochs} epochs.`;
}
