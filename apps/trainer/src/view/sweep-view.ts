import type { SweepDetail } from '@laten/db';
import type { ParameterValue, RunStatus } from '@laten/shared';

/** TrialState is a trial of a sweep as a watcher knows it. */
export type TrialState = {
  readonly runId: string;
  /** From 0. */
  readonly trial: number;
  readonly name: string;
  readonly status: RunStatus;
  readonly reason: string | null;
  readonly attempt: number;
  readonly durationMs: number;
  /** The best of the sweep's metric; null before it was logged. */
  readonly value: number | null;
};

/** RunningTrial is a trial in training. */
export type RunningTrial = Pick<TrialState, 'runId' | 'trial' | 'name'> & {
  readonly epoch: number;
  readonly totalEpochs: number;
  /** Null before the first step. */
  readonly loss: number | null;
  readonly imagesPerSecond: number | null;
  /** Host and process of whoever trains it. */
  readonly supervisor: string | null;
};

/** SweepFrame is what a sweep looks like at one moment. */
export type SweepFrame = { readonly sweep: SweepDetail; readonly running: readonly RunningTrial[] };

/** SweepView shows a sweep to whoever watches: a person at a terminal, a log file, or a program. */
export type SweepView = {
  /** A trial has changed its state. */
  trial(trial: TrialState, sweep: SweepDetail): void;
  /** What it looks like now. */
  frame(frame: SweepFrame): void;
  /** Something a person should know. */
  note(message: string): void;
  /** The last word. */
  end(sweep: SweepDetail): void;
};

/** SweptValues are the values of the swept keys at one point. */
export type SweptValues = Readonly<Record<string, ParameterValue>>;
