import { resolveConfig } from '../config/resolve-config.ts';
import { SweepInvalidError } from '../errors.ts';
import { createId } from '../ids.ts';
import type { Attempt, AttemptStart, NewArtifact, PointBatch } from '../recording/recording-store.ts';
import { readSweepSpec } from '../sweeps/read-sweep-spec.ts';

/** newRunStart is the start of a new run of the preset `tiny`. */
export function newRunStart(overrides: Partial<AttemptStart> = {}): AttemptStart {
  return {
    runId: createId(),
    create: {
      name: 'tiny run',
      experiment: 'default',
      config: resolveConfig({ preset: 'tiny', defaultThreads: 1 }),
      configHash: 'a'.repeat(64),
      tags: ['test'],
      note: '',
      environment: { node: 'v24' },
    },
    keepThroughStep: null,
    supervisor: 'test-host:1',
    progress: { step: 0, totalSteps: 16, epoch: 0, totalEpochs: 2 },
    ...overrides,
  };
}

/** pointBatch makes a batch of one series from pairs of step and value. */
export function pointBatch(
  attempt: Attempt,
  name: string,
  pairs: readonly (readonly [number, number])[],
): PointBatch {
  return {
    ...attempt,
    id: createId(),
    names: [name],
    series: pairs.map(() => 0),
    steps: pairs.map(([step]) => step),
    epochs: pairs.map(() => 1),
    values: pairs.map(([, value]) => value),
    wallTimesMs: pairs.map(([step]) => 1_700_000_000_000 + step),
    notify: false,
  };
}

/** textArtifact is a small artifact of kind `file`. */
export function textArtifact(name: string, text: string, more: Partial<NewArtifact> = {}): NewArtifact {
  return {
    name,
    kind: 'file',
    step: null,
    epoch: null,
    mediaType: 'text/plain',
    bytes: new TextEncoder().encode(text),
    ...more,
  };
}

/** sweepFaults returns everything that is wrong with a sweep's file, as "path: message"; nothing when it can be read. */
export function sweepFaults(file: unknown): string[] {
  try {
    readSweepSpec(file, { defaultThreads: 1 });
    return [];
  } catch (error) {
    if (!(error instanceof SweepInvalidError)) throw error;
    return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  }
}
