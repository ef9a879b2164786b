import type { RunConfig } from '../config/run-config.ts';
import type { RunStatus } from '../runs/run-state.ts';

/**
 * The port through which a run is recorded. It has two implementations, in memory and Postgres, and one contract
 * suite that both pass (`@laten/shared/testing`). Every write carries the attempt and is refused when it is not the
 * current one (StaleAttemptError). A write that was acknowledged is committed.
 */
export interface RecordingStore {
  /** beginAttempt creates the run if it is new, takes it to RUNNING, and deletes what a resumed attempt will write again. */
  beginAttempt(start: AttemptStart): Promise<Attempt>;
  /** writePoints stores a batch in one transaction: points, rollups, summary, revision. Points that exist are left as they are. */
  writePoints(batch: PointBatch): Promise<WriteReceipt>;
  /** writeArtifact stores the bytes once by checksum, and the artifact's row. Writing the same artifact again changes nothing. */
  writeArtifact(artifact: AttemptArtifact): Promise<{ id: string }>;
  /** readRequests returns what people asked of the attempt, and writes nothing: it is asked often. */
  readRequests(attempt: Attempt): Promise<RunRequests>;
  /** beat says that the supervisor lives, stores progress, and returns what people asked for meanwhile. */
  beat(beat: Heartbeat): Promise<RunRequests>;
  /**
   * endAttempt takes the run to the state that the outcome leads to (`run-fate.ts`). Ending it twice with the same outcome
   * changes nothing.
   */
  endAttempt(end: AttemptEnd): Promise<void>;
}

/** AttemptStart begins an attempt of a run, new or resumed. */
export type AttemptStart = {
  readonly runId: string;
  /** The row to create when the run does not exist yet. */
  readonly create?: NewRun;
  /** Points, snapshots and checkpoints beyond this step are deleted; null deletes all. (Default for a new run: null.) */
  readonly keepThroughStep: number | null;
  /** Who asks: a worker begins only what is QUEUED; a person at a terminal resumes what has ended too. (Default: terminal.) */
  readonly by?: 'terminal' | 'worker';
  /** Where and how it is trained, for a run whose row was made before anybody knew: that of its first attempt is kept. */
  readonly environment?: NewRun['environment'];
  /** Names the process: host and process id. */
  readonly supervisor: string;
  /** The caller knows that the supervisor of a RUNNING run is gone: take the run over at once. (Default: false.) */
  readonly takeOver?: boolean;
  readonly progress: RunProgress;
  /** What this attempt runs with, when it differs from what is stored: more epochs, for example. */
  readonly config?: RunConfig;
  /** The run as the caller found it before it loaded anything; one that has changed meanwhile is refused (RunStateError). */
  readonly plannedFrom?: RunVersion;
};

/** RunVersion tells whether the plan for an attempt still holds: nobody has trained the run since, or asked for other epochs. */
export type RunVersion = { readonly attempt: number; readonly configHash: string };

/** NewRun is what a run is made of before its first step. */
export type NewRun = {
  readonly name: string;
  readonly experiment: string;
  readonly config: RunConfig;
  readonly configHash: string;
  readonly tags: readonly string[];
  readonly note: string;
  /** Captured once, at the first attempt: versions, CPU, command line, git, dataset checksum. JSON. */
  readonly environment: Readonly<Record<string, unknown>>;
};

/** Attempt identifies a run's attempt; every write carries it. */
export type Attempt = { readonly runId: string; readonly attempt: number };

/** RunProgress is where a run stands. Steps are optimiser updates done; epochs are finished epochs. */
export type RunProgress = {
  readonly step: number;
  readonly totalSteps: number;
  readonly epoch: number;
  readonly totalEpochs: number;
};

/** Point is one value of one metric. `step` counts optimiser updates done; a validation point sits at its epoch's last step. */
export type Point = {
  readonly name: string;
  readonly step: number;
  readonly epoch: number;
  /** NaN and ±Infinity are values. */
  readonly value: number;
  readonly wallTimeMs: number;
};

/** PointBatch is points in columns, the shape that is cheapest to keep, send and insert. All columns have one length. */
export type PointBatch = Attempt & {
  readonly id: string;
  /** Distinct metric names; `series` indexes into it. */
  readonly names: readonly string[];
  readonly series: readonly number[];
  readonly steps: readonly number[];
  readonly epochs: readonly number[];
  readonly values: readonly number[];
  readonly wallTimesMs: readonly number[];
  /** Whether listeners are told. The recorder asks at most four times a second. */
  readonly notify: boolean;
};

/** WriteReceipt says how many points were new, and the run's revision after the write. */
export type WriteReceipt = { readonly inserted: number; readonly revision: number };

/** artifactKinds lists what an artifact can be. */
export const artifactKinds = [
  'checkpoint',
  'encoder',
  'decoder',
  'reconstructions',
  'evaluation-images',
  'samples',
  'latent-grid',
  'latents',
  'validation-images',
  'evaluation',
  'log',
  'diff',
  'file',
] as const;

/** ArtifactKind says what a stored file is, so that a page knows how to show it. */
export type ArtifactKind = (typeof artifactKinds)[number];

/** NewArtifact is a file to store with a run. Name + step identify it within an attempt. */
export type NewArtifact = {
  readonly name: string;
  readonly kind: ArtifactKind;
  readonly step: number | null;
  readonly epoch: number | null;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Artifacts of this kind that are no longer wanted once this one is committed, by retention rule. */
  readonly retention?: ArtifactRetention;
};

/** ArtifactRetention thins the artifacts of a kind after a write. The newest and the best are always kept. */
export type ArtifactRetention =
  | { readonly rule: 'last'; readonly keep: number; readonly bestStep: number | null }
  | { readonly rule: 'thin'; readonly keep: number };

/** AttemptArtifact is an artifact with the attempt that writes it. */
export type AttemptArtifact = Attempt & { readonly artifact: NewArtifact };

/** Heartbeat says that a supervisor lives and how far its run is. */
export type Heartbeat = Attempt & { readonly progress: RunProgress };

/** RunRequests are what people asked of a running run. */
export type RunRequests = {
  readonly cancelRequested: boolean;
  /** The run is a trial of a sweep that is PAUSED: hand it back with a checkpoint. */
  readonly pauseRequested: boolean;
};

/**
 * RunOutcome is how an attempt ended. `QUEUED` hands the run back, to be continued later; `CRASHED` says that its training
 * process was killed, and lets a run that a worker holds wait for the next one.
 */
export type RunOutcome = {
  readonly status: Exclude<RunStatus, 'RUNNING'>;
  /** Why, in words, for every outcome but FINISHED. */
  readonly reason: string | null;
  /** A short stable name of the kind of failure, for example NON_FINITE_LOSS. */
  readonly reasonCode: string | null;
  readonly progress: RunProgress;
  /** Duration of this attempt by a monotonic clock. */
  readonly durationMs: number;
};

/** AttemptEnd ends an attempt. */
export type AttemptEnd = Attempt & { readonly outcome: RunOutcome };

/** SeriesSummary is what a table shows of a series. Null where no finite value was logged, or the metric has no better direction. */
export type SeriesSummary = {
  readonly last: number | null;
  readonly lastStep: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly best: number | null;
  readonly bestStep: number | null;
  readonly n: number;
  readonly nonFiniteCount: number;
};
