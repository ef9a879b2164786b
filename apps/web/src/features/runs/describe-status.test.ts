import { describe, expect, it } from 'vitest';
import { listedRun } from '../../testing/runs.ts';
import { describeStatus, describeWait, type WorkersStatus } from './describe-status.ts';

type Worker = WorkersStatus['workers'][number];

const worker = (overrides: Partial<Worker> = {}): Worker => ({
  id: 'w1',
  host: 'here',
  pid: 1,
  startedAt: new Date(0),
  run: null,
  alive: true,
  ...overrides,
});
const busy = worker({ run: { id: 'other', name: 'other' } });

describe('describeStatus', () => {
  const words = (overrides: Parameters<typeof listedRun>[0]) =>
    describeStatus(listedRun(overrides), undefined);

  it.each([
    ['FINISHED', null, { label: 'Finished', detail: null }],
    ['RUNNING', null, { label: 'Running', detail: null }],
    ['FAILED', 'loss became NaN', { label: 'Failed', detail: 'loss became NaN' }],
    ['FAILED', null, { label: 'Failed', detail: 'Ended with an error.' }],
    ['CANCELED', null, { label: 'Canceled', detail: null }],
  ] as const)('%s, reason %s', (status, reason, expected) => {
    expect(words({ status, reason })).toEqual(expected);
  });

  it('says that a run is being canceled until it has stopped', () => {
    expect(words({ status: 'RUNNING', cancelRequested: true }).label).toBe('Canceling');
  });

  it('says what a crash is', () => {
    expect(words({ status: 'CRASHED', reason: null }).detail).toMatch(/silent for more than 35 seconds/);
  });
});

describe('describeWait', () => {
  const run = { id: 'r', reason: null };

  it.each([
    ['nothing known of the workers', undefined, 'Waits for a worker to take it.'],
    ['no worker', { workers: [], queue: ['r'] }, 'No worker is running. Start one: ./laten up'],
    [
      'only a dead worker',
      { workers: [worker({ alive: false })], queue: ['r'] },
      'No worker is running. Start one: ./laten up',
    ],
    ['next, a free worker', { workers: [worker()], queue: ['r'] }, 'A worker takes it in a moment.'],
    ['next, all busy', { workers: [busy], queue: ['r'] }, 'Next: starts when a worker is free.'],
    ['one before it', { workers: [busy], queue: ['q', 'r'] }, 'Waits: 1 run is before it.'],
    ['two before it', { workers: [busy], queue: ['p', 'q', 'r'] }, 'Waits: 2 runs are before it.'],
    ['in no queue', { workers: [busy], queue: [] }, 'Waits for a worker to take it.'],
  ])('%s', (_name, workers, text) => expect(describeWait(run, workers)).toBe(text));

  it('gives the reason of the run itself first', () => {
    const text = describeWait(
      { id: 'r', reason: 'Its worker was lost.' },
      { workers: [worker()], queue: ['r'] },
    );
    expect(text).toBe('Its worker was lost. A worker takes it in a moment.');
  });
});
