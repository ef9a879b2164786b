import os from 'node:os';
import { beatWorker, type Database, type RunJob, removeWorker } from '@laten/db';
import { HEARTBEAT_INTERVAL_MS } from '@laten/shared';
import { readVersion } from '../run/plan-run.ts';
import { supervisorName } from '../run/supervisor-name.ts';
import type { WorkerHealth } from './worker-health.ts';

/** Hands are what a slot holds now. The job is given up as soon as its run has begun, or does not wait any more. */
export type Hands = { runId: string | null; job: RunJob | null };

/** SlotIdentity is what a slot says of itself for as long as it lives. */
export type SlotIdentity = {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly slot: number;
  readonly version: string;
  readonly labels: readonly string[];
};

/** SlotBeat says in the database that a slot lives and what it does. */
export type SlotBeat = {
  /** whenDue beats if it is time. */
  whenDue(): Promise<void>;
  /** soon beats now, because something has changed. What fails is said by the next beat. */
  soon(): void;
  /** goodbye removes the slot's row. */
  goodbye(): Promise<void>;
};

/** LOOK_FOR_BEAT_MS is how often `whenDue` is asked: one who waits for a person's word hears it so soon. */
export const LOOK_FOR_BEAT_MS = 1_000;

/** identifySlot names a slot of this process. */
export async function identifySlot(input: {
  slot: number;
  labels: readonly string[];
}): Promise<SlotIdentity> {
  const { slot, labels } = input;
  const id = `${await supervisorName()}:${slot}`;
  return { id, host: os.hostname(), pid: process.pid, slot, version: await readVersion(), labels };
}

/** createSlotBeat returns the beat of a slot that has not beaten yet. */
export function createSlotBeat(input: {
  database: Database;
  hands: Hands;
  health: Pick<WorkerHealth, 'stoppedReason' | 'waitsForPerson' | 'resume'>;
  identity: SlotIdentity;
}): SlotBeat {
  const { database, hands, health, identity } = input;
  let saidAtMs = Number.NEGATIVE_INFINITY;
  let saidReason: string | null = null;
  const say = async () => {
    const stoppedReason = health.stoppedReason();
    saidAtMs = performance.now();
    saidReason = stoppedReason;
    const idle = stoppedReason ? 'stopped' : 'idle';
    const { resumeRequested } = await beatWorker(database, {
      ...identity,
      runId: hands.runId,
      state: hands.runId ? 'working' : idle,
      stoppedReason,
    });
    if (resumeRequested) health.resume();
    if (hands.job) await database.queue.keep(hands.job);
  };
  // One after the other, so that none that is late comes after the goodbye and makes the row anew.
  let said: Promise<void> = Promise.resolve();
  const now = () => {
    said = said.catch(() => undefined).then(say);
    return said;
  };
  return {
    whenDue: async () => {
      const isDue = performance.now() - saidAtMs >= HEARTBEAT_INTERVAL_MS;
      const isNews = health.stoppedReason() !== saidReason;
      if (isDue || isNews || health.waitsForPerson()) await now();
    },
    soon: () => void now().catch(() => undefined),
    goodbye: async () => {
      await said.catch(() => undefined);
      await removeWorker(database, identity);
    },
  };
}
