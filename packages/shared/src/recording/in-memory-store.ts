import { configHash } from '../config/config-hash.ts';
import { LatenError, RunStateError, StaleAttemptError } from '../errors.ts';
import { createId } from '../ids.ts';
import { goalOfMetric } from '../metrics/metric-registry.ts';
import { nextRunStatus, type RunEvent, type RunStatus } from '../runs/run-state.ts';
import { stepsToRetire } from './artifact-retention.ts';
import type {
  Attempt,
  AttemptArtifact,
  AttemptEnd,
  AttemptStart,
  Heartbeat,
  NewArtifact,
  Point,
  PointBatch,
  RecordingStore,
  RunProgress,
  RunRequests,
  SeriesSummary,
  WriteReceipt,
} from './recording-store.ts';
import { addToRollup, addToSummary, emptySummary, type Rollup, type rollupLevels } from './rollup.ts';
import { fateOfEndedRun, isSameEnd, soleRun, type TrialFacts } from './run-fate.ts';

type StoredArtifact = NewArtifact & { id: string; attempt: number };

type StoredRun = TrialFacts & {
  status: RunStatus;
  attempt: number;
  revision: number;
  reason: string | null;
  progress: RunProgress;
  configHash: string;
  isQueued: boolean;
  lostWorkers: number;
  failures: number;
  cancelRequested: boolean;
  points: Map<string, Map<number, Point>>;
  artifacts: Map<string, StoredArtifact>;
};

/** InMemoryRecordingStore keeps runs in this process: for tests, and as the readable specification of a RecordingStore. */
export class InMemoryRecordingStore implements RecordingStore {
  readonly #runs = new Map<string, StoredRun>();

  async beginAttempt(start: AttemptStart): Promise<Attempt> {
    const newHash = start.config && (await configHash(start.config));
    const run = this.#runs.get(start.runId) ?? this.#create(start);
    const { plannedFrom } = start;
    if (plannedFrom && (plannedFrom.attempt !== run.attempt || plannedFrom.configHash !== run.configHash)) {
      throw new RunStateError(`Run ${start.runId} has changed since this attempt was planned.`);
    }
    if (start.by === 'worker' && run.sweepStatus !== null && run.sweepStatus !== 'ACTIVE') {
      throw new RunStateError(`The sweep of run ${start.runId} is ${run.sweepStatus}.`);
    }
    if (run.status !== 'QUEUED' && start.by !== 'worker') this.#move(run, 'resume');
    this.#move(run, 'claim');
    run.configHash = newHash ?? run.configHash;
    run.isQueued = start.by === 'worker';
    run.attempt += 1;
    run.revision += 1;
    run.reason = null;
    run.cancelRequested = false;
    run.progress = start.progress;
    this.#deleteBeyond(run, start.keepThroughStep);
    return { runId: start.runId, attempt: run.attempt };
  }

  async writePoints(batch: PointBatch): Promise<WriteReceipt> {
    const run = this.#current(batch);
    let inserted = 0;
    batch.series.forEach((seriesIndex, i) => {
      const name = batch.names[seriesIndex] ?? '';
      const step = batch.steps[i] ?? 0;
      const series = run.points.get(name) ?? new Map<number, Point>();
      run.points.set(name, series);
      if (series.has(step)) return;
      const value = batch.values[i] ?? Number.NaN;
      series.set(step, {
        name,
        step,
        value,
        epoch: batch.epochs[i] ?? 0,
        wallTimeMs: batch.wallTimesMs[i] ?? 0,
      });
      inserted += 1;
    });
    if (inserted > 0) run.revision += 1;
    return { inserted, revision: run.revision };
  }

  async writeArtifact({ artifact, ...attempt }: AttemptArtifact): Promise<{ id: string }> {
    const run = this.#current(attempt);
    const key = `${artifact.name}@${artifact.step ?? ''}`;
    const id = run.artifacts.get(key)?.id ?? createId();
    run.artifacts.set(key, { ...artifact, id, attempt: attempt.attempt });
    run.revision += 1;
    if (artifact.retention) {
      const steps = [...run.artifacts.values()]
        .filter((a) => a.name === artifact.name)
        .map((a) => a.step ?? 0);
      for (const step of stepsToRetire(steps, artifact.retention))
        run.artifacts.delete(`${artifact.name}@${step}`);
    }
    return { id };
  }

  async readRequests(attempt: Attempt): Promise<RunRequests> {
    return this.#requests(this.#current(attempt));
  }

  async beat({ progress, ...attempt }: Heartbeat): Promise<RunRequests> {
    const run = this.#current(attempt);
    if (run.status === 'CRASHED') this.#move(run, 'revive');
    run.progress = progress;
    return this.#requests(run);
  }

  async endAttempt({ outcome, ...attempt }: AttemptEnd): Promise<void> {
    const run = this.#find(attempt.runId);
    if (run.attempt !== attempt.attempt) throw new StaleAttemptError(attempt.runId, attempt.attempt);
    if (isSameEnd(run.status, outcome)) return;
    if (run.status === 'QUEUED') throw new StaleAttemptError(attempt.runId, attempt.attempt);
    const fate = fateOfEndedRun({ ...run, runId: attempt.runId }, outcome);
    for (const event of fate.events) this.#move(run, event);
    run.cancelRequested = false;
    run.lostWorkers = fate.lostWorkers;
    run.failures = fate.failures;
    run.reason = fate.reason;
    run.progress = outcome.progress;
    run.revision += 1;
  }

  /** requestCancel is what a person does from another process. */
  requestCancel(runId: string): void {
    this.#find(runId).cancelRequested = true;
  }

  /** makeTrial makes a run a trial of a sweep, or says that the sweep's state has changed. */
  makeTrial(runId: string, facts: TrialFacts): void {
    Object.assign(this.#find(runId), facts);
  }

  /** run returns what is stored of a run. */
  run(runId: string): Readonly<Omit<StoredRun, 'points' | 'artifacts'>> {
    return this.#find(runId);
  }

  /** points returns a series by step. */
  points(runId: string, name: string): Point[] {
    const series = this.#find(runId).points.get(name);
    return [...(series?.values() ?? [])].sort((a, b) => a.step - b.step);
  }

  /** summary returns the summary of a series, computed from its points. */
  summary(runId: string, name: string): SeriesSummary {
    const goal = goalOfMetric(name);
    return this.points(runId, name).reduce(
      (summary, point) => addToSummary(summary, { ...point, goal }),
      emptySummary,
    );
  }

  /** rollups returns the rollups of a series at one level, by bucket. */
  rollups(runId: string, name: string, level: (typeof rollupLevels)[number]): Rollup[] {
    const buckets = new Map<number, Rollup>();
    for (const { step, value } of this.points(runId, name)) {
      const bucket = Math.floor(step / level);
      buckets.set(bucket, addToRollup(buckets.get(bucket), { level, step, value }));
    }
    return [...buckets.values()];
  }

  /** artifacts returns the stored artifacts of a run. */
  artifacts(runId: string): StoredArtifact[] {
    return [...this.#find(runId).artifacts.values()];
  }

  #create(start: AttemptStart): StoredRun {
    if (!start.create) throw new LatenError('RUN_NOT_FOUND', `No run has the id "${start.runId}".`);
    const run: StoredRun = {
      status: 'QUEUED',
      attempt: 0,
      revision: 0,
      reason: null,
      progress: start.progress,
      configHash: start.create.configHash,
      ...soleRun,
      points: new Map(),
      artifacts: new Map(),
    };
    this.#runs.set(start.runId, run);
    return run;
  }

  #requests({ cancelRequested, sweepStatus }: StoredRun): RunRequests {
    return { cancelRequested, pauseRequested: sweepStatus === 'PAUSED' };
  }

  #find(runId: string): StoredRun {
    const run = this.#runs.get(runId);
    if (!run) throw new LatenError('RUN_NOT_FOUND', `No run has the id "${runId}".`);
    return run;
  }

  #current({ runId, attempt }: Attempt): StoredRun {
    const run = this.#find(runId);
    if (run.attempt !== attempt || (run.status !== 'RUNNING' && run.status !== 'CRASHED')) {
      throw new StaleAttemptError(runId, attempt);
    }
    return run;
  }

  #move(run: StoredRun, event: RunEvent): void {
    const next = nextRunStatus(run.status, event);
    if (!next) throw new RunStateError(`A ${run.status} run cannot ${event}.`);
    run.status = next;
  }

  #deleteBeyond(run: StoredRun, step: number | null): void {
    const last = step ?? Number.NEGATIVE_INFINITY;
    for (const series of run.points.values()) {
      for (const at of series.keys()) if (at > last) series.delete(at);
    }
    for (const [key, artifact] of run.artifacts) {
      if (artifact.step !== null && artifact.step > last) run.artifacts.delete(key);
    }
  }
}
