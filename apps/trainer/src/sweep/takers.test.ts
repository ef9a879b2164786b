import { beatWorker, type WorkerBeat } from '@laten/db';
import { createTestDatabase, newWorkerBeat, type TestDatabase } from '@laten/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeVacancy, findTakers } from './takers.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  const workers: Partial<WorkerBeat>[] = [
    { labels: [] },
    { labels: ['gpu'] },
    { labels: ['gpu'], state: 'stopped', stoppedReason: 'It has failed.' },
    // It has stopped, and still trains what it had begun.
    { labels: ['gpu', 'lab2'], state: 'working', stoppedReason: 'It has failed.' },
  ];
  for (const [index, worker] of workers.entries()) {
    await beatWorker(test.database, newWorkerBeat({ id: `lab:${index}`, pid: index, ...worker }));
  }
});
afterAll(() => test.drop());

it.each<[string[], number, string[]]>([
  [[], 2, ['lab:2', 'lab:3']],
  [['gpu'], 1, ['lab:2', 'lab:3']],
  [['gpu', 'lab2'], 0, ['lab:3']],
  [['lab9'], 0, []],
])('trials with the labels %j: %i take them, and %j have stopped', async (labels, count, stopped) => {
  const takers = await findTakers(test.database, labels);
  expect(takers).toMatchObject({ labels, count });
  expect([...takers.stopped.keys()]).toEqual(stopped);
});

it.each<[string[], [string, string][], string]>([
  [[], [], 'No worker is alive that takes its trials. Start one, here or elsewhere: ./laten worker'],
  [
    ['gpu'],
    [],
    'No worker is alive that takes its trials. Start one, here or elsewhere: ./laten worker --labels gpu',
  ],
  [['gpu'], [['lab:1', 'Why.']], 'No worker takes its trials now. lab:1 has stopped: Why.'],
])('says why nobody takes trials with the labels %j when %j have stopped', (labels, stopped, words) => {
  expect(describeVacancy({ labels, stopped: new Map(stopped) })).toBe(words);
});
