import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunOutcome } from '../recording/recording-store.ts';
import type { RecordingOperation, Spool, SpoolEntry } from '../recording/spool.ts';
import { textArtifact } from './fixtures.ts';

/** SpoolHarness is a spool under test. */
export type SpoolHarness = {
  readonly spool: Spool;
  /** What another process finds now, in order. */
  readLeft(): Promise<readonly SpoolEntry[]>;
  close(): Promise<void>;
};

/** spoolPoints is an operation of as many points as there are values, from step 1 on. */
export function spoolPoints(id: string, values: readonly number[]): RecordingOperation {
  const columns = {
    names: ['loss'],
    series: values.map(() => 0),
    steps: values.map((_, i) => i + 1),
    epochs: values.map(() => 1),
    values,
    wallTimesMs: values.map((_, i) => 1_700_000_000_000 + i),
  };
  return { kind: 'points', id, columns };
}

const outcome: RunOutcome = {
  status: 'FAILED',
  reason: 'loss became NaN at step 7',
  reasonCode: 'NON_FINITE_LOSS',
  progress: { step: 7, totalSteps: 16, epoch: 0, totalEpochs: 2 },
  durationMs: 12.5,
};

const artifact: RecordingOperation = {
  kind: 'artifact',
  artifact: textArtifact('a.bin', '\u0000\u{1F9EA}'.repeat(20_000), {
    step: 4,
    epoch: 1,
    retention: { rule: 'last', keep: 2, bestStep: null },
  }),
};
const operations: readonly RecordingOperation[] = [
  spoolPoints('first', [1, Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-320]),
  artifact,
  spoolPoints('last', [2]),
];

/** describeSpool is the contract of a Spool. Every implementation passes all of it. One that `takes-one` has room for 10 kB, or for one operation. */
export function describeSpool(
  name: string,
  createHarness: (room: 'ample' | 'takes-one') => Promise<SpoolHarness>,
): void {
  describe(`${name}: the contract of a spool`, () => {
    let harness: SpoolHarness;
    beforeEach(async () => {
      harness = await createHarness('ample');
    });
    afterEach(() => harness.close());

    const takeAll = async () => {
      const taken: (RecordingOperation | null)[] = [];
      for (let first = await harness.spool.read(0); first; first = await harness.spool.read(0)) {
        taken.push(first);
        await harness.spool.drop(1);
      }
      return taken;
    };

    it('gives back what was appended, in order, every value as it was', async () => {
      expect(await harness.spool.append(operations)).toEqual({ kept: 3, refusal: null });
      expect(await takeAll()).toEqual(operations);
      expect(await harness.spool.read(0)).toBeNull();
    });

    it('has nothing when it is new', async () => {
      expect(await harness.spool.read(0)).toBeNull();
      expect(await harness.readLeft()).toEqual([]);
    });

    it('gives the oldest again until it is dropped, and takes more behind it meanwhile', async () => {
      await harness.spool.append([operations[0]!]);
      expect(await harness.spool.read(0)).toEqual(operations[0]);
      await harness.spool.append([operations[1]!]);
      expect(await harness.spool.read(0)).toEqual(operations[0]);
      await harness.spool.drop(1);
      await harness.spool.append([operations[2]!]);
      expect(await takeAll()).toEqual(operations.slice(1));
    });

    it('reads any place, and drops several at once, read or not', async () => {
      await harness.spool.append(operations);
      expect(await harness.spool.read(2)).toEqual(operations[2]);
      expect(await harness.spool.read(3)).toBeNull();
      await harness.spool.drop(1);
      expect(await harness.spool.read(1)).toEqual(operations[2]);
      await harness.spool.drop(2);
      expect(await harness.spool.read(0)).toBeNull();
    });

    it('holds what it was given when its process is gone, and after that nothing it was not', async () => {
      await harness.spool.append(operations);
      expect(await harness.readLeft()).toEqual(operations);
    });

    it('is left with the end of the attempt behind all', async () => {
      await harness.spool.append(operations);
      await harness.spool.leave(outcome);
      expect(await harness.readLeft()).toEqual([...operations, { kind: 'end', outcome }]);
    });

    it('is left without an end', async () => {
      await harness.spool.append(operations);
      await harness.spool.leave(null);
      expect(await harness.readLeft()).toEqual(operations);
    });

    it('leaves nothing when it is removed', async () => {
      await harness.spool.append(operations);
      await harness.spool.remove();
      expect(await harness.readLeft()).toEqual([]);
    });

    it('keeps from the first on what it has room for, says why no more, and always has room for the end', async () => {
      await harness.close();
      harness = await createHarness('takes-one');
      const { kept, refusal } = await harness.spool.append(operations);
      expect(kept).toBe(1);
      expect(refusal).toMatch(/at most/);
      expect(await harness.spool.append([artifact])).toMatchObject({ kept: 0, refusal });
      await harness.spool.leave(outcome);
      expect(await harness.readLeft()).toEqual([operations[0], { kind: 'end', outcome }]);
    });
  });
}
