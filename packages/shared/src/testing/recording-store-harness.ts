import type { Point, RecordingStore, RunProgress, SeriesSummary } from '../recording/recording-store.ts';
import type { Rollup, rollupLevels } from '../recording/rollup.ts';
import type { TrialFacts } from '../recording/run-fate.ts';
import type { RunStatus } from '../runs/run-state.ts';

/** RecordingInspector reads back what a store keeps, by other ways than the port under test. */
type RecordingInspector = {
  run(runId: string): Promise<{
    status: RunStatus;
    attempt: number;
    revision: number;
    reason: string | null;
    progress: RunProgress;
  }>;
  points(runId: string, name: string): Promise<Point[]>;
  summary(runId: string, name: string): Promise<SeriesSummary>;
  rollups(runId: string, name: string, level: (typeof rollupLevels)[number]): Promise<Rollup[]>;
  artifacts(runId: string): Promise<{ name: string; step: number | null; sizeBytes: number }[]>;
  artifactText(runId: string, name: string, step: number | null): Promise<string>;
  requestCancel(runId: string): Promise<void>;
  /** Makes a run a trial of a sweep of its own, or changes the state of that sweep. */
  makeTrial(runId: string, facts: TrialFacts): Promise<void>;
};

/** RecordingStoreHarness is a store under test. */
export type RecordingStoreHarness = {
  readonly store: RecordingStore;
  readonly inspect: RecordingInspector;
  close(): Promise<void>;
};
