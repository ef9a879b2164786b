import { describe, expect, it } from 'vitest';
import { listedRun } from '../../testing/runs.ts';
import { workerRow, workersStatus } from '../../testing/workers.ts';
import { describeStatus, describeWait } from './describe-status.ts';

const busy = workerRow({ state: 'working', run: { id: 'other', name: 'other', sweepId: null, trial: null } });
const stopped = workerRow({ state: 'stopped' });

describe('describeStatus', () => {
  const words = (overrides: Parameters<typeof listedRun>[0]) =>
    describeStatus(listedRun(overrides), undefined);

  it.each([
    ['FINISHED', null, { label: 'Finished', detail: null }],
    ['RUNNING', null, { label: 'Running', detail: null }],
    ['FAILED', 'loss became NaN', { label: 'Failed', detail: 'loss became NaN' }],
    ['FAILED', null, { label: 'Failed', detail: 'Ended with an error.' }],
    ['CANCELED', null, { label: 'Canceled', detail: null }],
    ['CANCELED', 'Ctrl-C', { label: 'Canceled', detail: 'Ctrl-C' }],
    [
      'CANCELED',
      'canceled on request',
      { label: 'Canceled', detail: 'Stopped by a person; can be resumed.' },
    ],
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
  const run = { id: 'r', reason: null, sweepId: null, sweepLabels: [] };

  it.each([
    ['nothing known of the workers', undefined, 'Waits for a worker to take it.'],
    ['no worker', workersStatus([], ['r']), 'No worker is running. Start one: ./laten up'],
    [
      'only a dead worker',
      workersStatus([workerRow({ alive: false })], ['r']),
      'No worker is running. Start one: ./laten up',
    ],
    ['next, a free worker', workersStatus([workerRow()], ['r']), 'A worker takes it in a moment.'],
    ['next, all busy', workersStatus([busy], ['r']), 'Next: starts when a worker is free.'],
    ['next, the only free one stopped', workersStatus([busy, stopped], ['r']), /^Next: starts when/],
    ['all have stopped', workersStatus([stopped], ['r']), /^All workers have stopped/],
    ['one before it', workersStatus([busy], ['q', 'r']), 'Waits: 1 run is before it.'],
    ['two before it', workersStatus([busy], ['p', 'q', 'r']), 'Waits: 2 runs are before it.'],
    ['in no queue', workersStatus([busy]), 'Waits for a worker to take it.'],
  ])('%s', (_name, workers, text) => expect(describeWait(run, workers)).toMatch(text));

  it('says of a trial that is in no queue what that means, if the whole queue is known', () => {
    const trial = { ...run, sweepId: '1m86ammtb54b67bz' };
    expect(describeWait(trial, workersStatus([busy], ['q']))).toMatch(/its sweep is paused/);
    expect(describeWait(trial, { ...workersStatus([busy], ['q']), queued: 2_000 })).toBe(
      'Waits for a worker to take it.',
    );
  });

  it('asks of a worker the labels of the sweep', () => {
    const trial = { ...run, sweepId: '1m86ammtb54b67bz', sweepLabels: ['gpu'] };
    const withLabels = (labels: string[]) => workersStatus([workerRow({ labels }), stopped], ['r']);
    expect(describeWait(trial, withLabels([]))).toMatch(/^No running worker has the labels gpu\./);
    expect(describeWait(trial, withLabels(['gpu', 'lab']))).toBe('A worker takes it in a moment.');
  });

  it('gives the reason of the run itself first', () => {
    const text = describeWait(
      { ...run, reason: 'Its worker was lost.' },
      workersStatus([workerRow()], ['r']),
    );
    expect(text).toBe('Its worker was lost. A worker takes it in a moment.');
  });
});
