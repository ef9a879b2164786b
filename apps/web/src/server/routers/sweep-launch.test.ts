import { beatWorker, getSweep } from '@laten/db/rows';
import { createTestDatabase, type TestDatabase } from '@laten/db/testing';
import { createId } from '@laten/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../testing/test-context.ts';
import { createCaller } from '../root.ts';

let test: TestDatabase;
const caller = createCaller(testContext(() => test.database));

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const file = (part: object = {}): Record<string, unknown> => ({
  method: 'grid',
  base: { preset: 'tiny', limit: 64 },
  parameters: { beta: { values: [1, 4] }, epochs: { values: [1, 2] } },
  seeds: 2,
  ...part,
});
const launch = (part: object = {}) =>
  caller.sweepLaunch.create({
    key: createId(),
    experiment: 'default',
    note: '',
    priority: 0,
    file: file(),
    ...part,
  });
const countSweeps = async () =>
  Number((await test.database.pool.query('SELECT count(*) AS count FROM sweep')).rows[0].count);

const refused: [string, object, (string | number)[], RegExp][] = [
  ['an unknown key', { parameters: { betta: { values: [1, 2] } } }, ['parameters', 'betta'], /beta/],
  [
    'a reversed range',
    { method: 'random', run_cap: 3, parameters: { beta: { min: 4.5, max: 1 } } },
    ['parameters', 'beta', 'max'],
    /4.5/,
  ],
  [
    'a grid over a continuous range',
    { parameters: { beta: { distribution: 'uniform', min: 1, max: 2 } } },
    ['parameters', 'beta', 'distribution'],
    /grid/,
  ],
  [
    'a value that the config refuses',
    { parameters: { latentDim: { values: [2, 0] } } },
    ['parameters', 'latentDim', 'values', 1],
    /least is 1/,
  ],
  [
    'a config that contradicts itself',
    {
      parameters: {
        encoderFilters: {
          values: [
            [4, 8, 8],
            [4, 8],
          ],
        },
      },
    },
    ['parameters'],
    /Trial/,
  ],
  [
    'more trials than the limit',
    { parameters: { beta: { distribution: 'int_uniform', min: 1, max: 9_000 } } },
    ['parameters'],
    /10,000/,
  ],
  [
    'a metric that no trial logs',
    { metric: { name: 'accuracy', goal: 'maximize' } },
    ['metric', 'name'],
    /accuracy/,
  ],
  ['a label that no worker has', { labels: ['gpu'] }, ['labels'], /No living worker has gpu\. Start one/],
];

describe('sweepLaunch.plan', () => {
  it('says what a sweep would be, and queues nothing', async () => {
    const { plan, issues } = await caller.sweepLaunch.plan({ file: file() });
    expect(issues).toEqual([]);
    expect(plan).toMatchObject({
      name: 'beta × epochs grid',
      trials: 8,
      points: 4,
      first: [
        { trial: 0, name: 'beta=1 epochs=1 seed=1', parameters: { beta: 1, epochs: 1, seed: 1 } },
        { trial: 1 },
        { trial: 2 },
        { trial: 3 },
        { trial: 4, parameters: { seed: 2 } },
      ],
      work: [
        { trials: 4, config: { preset: 'tiny', epochs: 1, limit: 64, threads: 1 } },
        { trials: 4, config: { epochs: 2 } },
      ],
    });
    expect(await caller.sweepLaunch.plan({ file: plan?.file ?? {} })).toMatchObject({
      plan: { spec: plan?.spec },
    });
    expect(await countSweeps()).toBe(0);
  });

  it.each(refused)('points at %s', async (_what, part, path, sentence) => {
    const { issues } = await caller.sweepLaunch.plan({ file: file(part) });
    expect(issues).toContainEqual({ path, message: expect.stringMatching(sentence) });
  });

  it('says what has another meaning than one may think', async () => {
    const parameters = { beta: { distribution: 'log_uniform', min: -1, max: 1 } };
    const { plan } = await caller.sweepLaunch.plan({
      file: file({ method: 'random', run_cap: 2, parameters }),
    });
    expect(plan?.notices).toEqual([
      { path: ['parameters', 'beta'], message: expect.stringMatching(/exponents.*0.3679 … 2.718/) },
    ]);
  });
});

describe('sweepLaunch.create', () => {
  it.each(refused)('refuses %s, and queues nothing', async (_what, part, path, sentence) => {
    await expect(launch({ file: file(part) })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      cause: { issues: expect.arrayContaining([{ path, message: expect.stringMatching(sentence) }]) },
    });
    expect(await countSweeps()).toBe(0);
  });

  it.each([
    { key: '' },
    { priority: 101 },
    { priority: 0.5 },
    { experiment: ' ' },
    { more: 1 },
    { file: [] },
  ])('refuses %j', async (part) => {
    await expect(launch(part)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('makes one sweep of one key, however often it arrives', async () => {
    const key = createId();
    const answers = await Promise.all([launch({ key }), launch({ key }), launch({ key })]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await launch({ key })).toEqual({ id: answers[0]?.id, created: false });
    await expect(launch({ key, file: file({ seeds: 3 }) })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await getSweep(test.database, answers[0]?.id ?? '')).toMatchObject({
      status: 'ACTIVE',
      counts: { QUEUED: 8 },
      experiment: 'default',
    });
  });

  it('queues for workers with labels, with a note and a priority', async () => {
    await beatWorker(test.database, {
      id: 'lab:1:x:1',
      host: 'lab',
      pid: 1,
      version: '1',
      runId: null,
      labels: ['gpu', 'lab2'],
      slot: 1,
      state: 'idle',
      stoppedReason: null,
    });
    const { id } = await launch({
      file: file({ labels: ['gpu'] }),
      note: 'why',
      priority: 7,
      experiment: 'lab',
    });
    expect(await getSweep(test.database, id)).toMatchObject({
      labels: ['gpu'],
      note: 'why',
      priority: 7,
      experiment: 'lab',
    });
    await expect(launch({ file: file({ labels: ['gpu', 'tpu'] }) })).rejects.toThrow(
      /No living worker has gpu and tpu: none of them has tpu beside the rest/,
    );
  });
});
