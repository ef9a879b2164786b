import {
  beatWorker,
  cancelSweep,
  createPostgresRecordingStore,
  createSweep,
  listRuns,
  readWorkers,
} from '@laten/db';
import {
  createTestDatabase,
  newSweep,
  newSweepSpec,
  newWorkerBeat,
  type TestDatabase,
} from '@laten/db/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exitCodes } from '../exit-codes.ts';
import { followSweep } from './follow-sweep.ts';

/** What is said of a sweep whose trials nobody takes. Nothing is trained; `commands/sweeps.test.ts` has what is. */

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.drop());

/** Follows a sweep, which is canceled at the first note, and returns the notes. */
async function follow(sweepId: string): Promise<string[]> {
  const { database, url: databaseUrl } = test;
  const notes: string[] = [];
  const nothing = () => undefined;
  const note = (message: string) => {
    notes.push(message);
    void cancelSweep(database, { sweepId, mode: 'now' });
  };
  const store = createPostgresRecordingStore(database);
  const code = await followSweep({
    session: { home: '/nowhere', database, databaseUrl, store, close: async () => undefined },
    sweepId,
    view: { trial: nothing, frame: nothing, note, end: nothing },
    context: { signals: { received: null, subscribe: () => nothing, close: nothing }, arguments: [] },
    localConcurrency: 0,
    standsIn: false,
  });
  expect(code).toBe(exitCodes.canceledOnRequest);
  return notes;
}

it.each<[string[], string[], RegExp]>([
  [[], ['gpu'], /^No worker takes its trials now\. lab:1 has stopped: It has failed\.$/],
  [['gpu'], ['gpu'], /^No worker takes its trials now\. lab:1 has stopped: It has failed\.$/],
  [['lab2'], ['gpu'], /^No worker is alive that takes its trials.*: \.\/laten worker --labels lab2$/],
])(
  'says why nobody takes trials with the labels %j when the one worker, of %j, has stopped, and trains none',
  async (labels, workerLabels, words) => {
    const stopped = { state: 'stopped', stoppedReason: 'It has failed.', labels: workerLabels } as const;
    await beatWorker(test.database, newWorkerBeat(stopped));
    const sweep = newSweep(newSweepSpec({ labels }));
    await createSweep(test.database, sweep);
    expect(await follow(sweep.sweepId)).toEqual([expect.stringMatching(words)]);
    expect((await listRuns(test.database, { statuses: ['CANCELED'] })).total).toBe(4);
    expect((await readWorkers(test.database)).workers).toHaveLength(1);
  },
);
