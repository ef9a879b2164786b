import { PassThrough } from 'node:stream';
import type { SweepDetail } from '@laten/db';
import { runStatuses, type TrialCounts } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { createSweepJsonView } from './sweep-json-view.ts';
import { describeProgress, prepareEnd, prepareFrame, prepareTrial } from './sweep-lines.ts';
import { createSweepTerminalView } from './sweep-terminal-view.ts';
import type { RunningTrial, TrialState } from './sweep-view.ts';

const counts = (some: Partial<TrialCounts>) =>
  ({ ...Object.fromEntries(runStatuses.map((status) => [status, 0])), ...some }) as TrialCounts;

const sweep = (some: Partial<SweepDetail> = {}): SweepDetail => ({
  id: '01m86b0000000000',
  name: 'beta × latentDim grid',
  note: '',
  experiment: 'default',
  owner: null,
  status: 'ACTIVE',
  reason: null,
  reasonCode: null,
  revision: 1,
  metric: 'val_nelbo',
  goal: 'minimize',
  labels: [],
  priority: 0,
  counts: counts({ QUEUED: 10, RUNNING: 2, FINISHED: 11, FAILED: 1 }),
  best: {
    runId: '01m86b0000000001',
    trial: 7,
    name: 'beta=1 latentDim=16',
    value: 231.4567,
    parameters: { beta: 1, latentDim: 16 },
  },
  createdAt: new Date(0),
  startedAt: new Date(0),
  finishedAt: null,
  spec: {} as SweepDetail['spec'],
  progress: { doneSteps: 1, totalSteps: 2, stepsPerSecond: 1, secondsLeft: 252 },
  ...some,
});

const trial = (some: Partial<TrialState> = {}): TrialState => ({
  runId: '01m86b0000000002',
  trial: 3,
  name: 'beta=4 latentDim=8',
  status: 'FINISHED',
  reason: null,
  attempt: 1,
  durationMs: 61_000,
  value: 240.12345,
  ...some,
});

const running = (some: Partial<RunningTrial> = {}): RunningTrial => ({
  runId: '01m86b0000000003',
  trial: 12,
  name: 'beta=4 latentDim=16',
  epoch: 1,
  totalEpochs: 4,
  loss: 261.25,
  imagesPerSecond: 512.3,
  supervisor: 'far-away:4711:1:x',
  ...some,
});

const texts = (columns: number, trials: readonly RunningTrial[], of = sweep(), rows = 24) =>
  prepareFrame({ sweep: of, running: trials }, { columns, rows }).map(({ text }) => text);

describe('the live view of a sweep', () => {
  it('says how far it is, the best trial, and what runs', () => {
    expect(
      texts(120, [running(), running({ trial: 3, loss: null, imagesPerSecond: null, epoch: 0 })]),
    ).toEqual([
      'beta × latentDim grid  │██████████          │  12/24 trials  2 running  1 failed  about 5m left',
      'best val_nelbo 231.46  beta=1 latentDim=16  (trial 7)',
      '  #12  beta=4 latentDim=16  epoch 2/4  loss 261.3  512 images/s  far-away, process 4711',
      '  #3   beta=4 latentDim=16  epoch 1/4  starting                  far-away, process 4711',
    ]);
  });

  it.each([200, 120, 80, 60, 40, 20])('fits into %i columns', (columns) => {
    const long = running({
      name: 'beta=4 latentDim=16 learningRate=0.0001234 denseUnits=400,200 seed=12',
      trial: 9_999,
    });
    for (const text of texts(columns, [running(), long])) expect(text.length).toBeLessThanOrEqual(columns);
  });

  it('drops the worker before the figures when there is no room, and cuts names last', () => {
    const lines = texts(80, [running({ supervisor: 'a-very-long-host-name.example:1:1:x' })]);
    expect(lines[2]).toBe('  #12  beta=4 latentDim=16  epoch 2/4  loss 261.3  512 images/s');
    expect(texts(44, [running()]).at(-1)).toMatch(/^ {2}#12 {2}beta=4 l.*… {2}epoch 2\/4 {2}loss 261\.3$/);
  });

  it('is never higher than the terminal', () => {
    const many = Array.from({ length: 40 }, (_, i) => running({ trial: i }));
    const lines = texts(80, many, sweep(), 10);
    expect(lines).toHaveLength(8);
    expect(lines.at(-1)).toBe('  and 35 more');
  });

  it('says why it is paused, and then promises no end', () => {
    const paused = sweep({ status: 'PAUSED', reason: '5 of its last 10 trials failed.' });
    expect(texts(120, [], paused)[1]).toBe('5 of its last 10 trials failed.');
    expect(describeProgress(paused, 120)).not.toContain('left');
  });

  it.each([
    [4, 'about 10s left'],
    [85, 'about 1m 30s left'],
    [91, 'about 2m left'],
    [7_190, 'about 2h left'],
  ])('rounds %i seconds to "%s"', (secondsLeft, words) => {
    const line = describeProgress(sweep({ progress: { ...sweep().progress, secondsLeft } }), 120);
    expect(line).toContain(words);
  });
});

describe('a trial that has changed its state', () => {
  it.each<[Partial<TrialState>, string | null, string | undefined]>([
    [{}, 'finished  #3  beta=4 latentDim=8  val_nelbo 240.12  1m 01s', 'good'],
    [{ value: null }, 'finished  #3  beta=4 latentDim=8  val_nelbo –  1m 01s', 'good'],
    [
      { status: 'FAILED', reason: 'loss became NaN.' },
      'failed    #3  beta=4 latentDim=8  loss became NaN.',
      'bad',
    ],
    [{ status: 'CRASHED', reason: null }, 'crashed   #3  beta=4 latentDim=8', 'bad'],
    [{ status: 'CANCELED' }, 'canceled  #3  beta=4 latentDim=8', 'quiet'],
    [
      { status: 'QUEUED', reason: 'Failed once. It is tried again.' },
      'waits     #3  beta=4 latentDim=8  Failed once. It is tried again.',
      'warning',
    ],
    [{ status: 'QUEUED', attempt: 0 }, null, undefined],
    [{ status: 'RUNNING' }, null, undefined],
  ])('%j', (some, text, tone) => {
    const line = prepareTrial(trial(some), 'val_nelbo');
    expect(line?.text ?? null).toBe(text);
    expect(line?.tone).toBe(tone);
  });
});

describe('the last lines', () => {
  const last = (some: Partial<SweepDetail>) =>
    prepareEnd(sweep(some))
      .map(({ text }) => text)
      .join('\n');

  it('say what can be done', () => {
    expect(last({})).toMatch(
      /is ACTIVE: 12 of 24 trials ended, 11 finished, 1 failed\n[\s\S]*\.\/laten worker[\s\S]*\.\/laten sweeps watch 01m86b0000000000/,
    );
    expect(last({ status: 'PAUSED', reason: 'Too many failed.' })).toMatch(
      /Too many failed\.[\s\S]*\.\/laten sweeps resume 01m86b0000000000/,
    );
    expect(last({ status: 'FINISHED' })).toContain('./laten sweeps retry 01m86b0000000000');
    expect(last({ status: 'FINISHED', counts: counts({ FINISHED: 4 }) })).toBe(
      'sweep 01m86b0000000000 is FINISHED: 4 of 4 trials ended, 4 finished\n  best val_nelbo 231.46  beta=1 latentDim=16  (trial 7): run 01m86b0000000001',
    );
  });
});

describe('a sweep as JSON', () => {
  it('is a line for each change of a trial, and at last the sweep', () => {
    const lines: string[] = [];
    const view = createSweepJsonView((line) => lines.push(line));
    view.trial(trial(), sweep());
    view.frame({ sweep: sweep(), running: [running()] });
    view.note('careful');
    view.end(sweep({ status: 'FINISHED', counts: counts({ FINISHED: 4 }) }));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        type: 'trial',
        run: '01m86b0000000002',
        trial: 3,
        name: 'beta=4 latentDim=8',
        status: 'FINISHED',
        reason: null,
        attempt: 1,
        durationMs: 61_000,
        value: 240.12345,
      },
      { type: 'warning', message: 'careful' },
      {
        type: 'sweep',
        id: '01m86b0000000000',
        name: 'beta × latentDim grid',
        status: 'FINISHED',
        reason: null,
        trials: counts({ FINISHED: 4 }),
        metric: 'val_nelbo',
        goal: 'minimize',
        best: {
          run: '01m86b0000000001',
          trial: 7,
          metric: 'val_nelbo',
          value: 231.4567,
          parameters: { beta: 1, latentDim: 16 },
        },
      },
    ]);
  });
});

describe('where there is no terminal', () => {
  it('prints what has happened, without colours and without redrawing', () => {
    const output = new PassThrough({ encoding: 'utf8' });
    const view = createSweepTerminalView(output as unknown as NodeJS.WriteStream);
    view.frame({ sweep: sweep(), running: [running()] });
    view.trial(trial(), sweep());
    view.trial(trial({ status: 'RUNNING' }), sweep());
    view.note('careful');
    view.end(sweep({ status: 'FINISHED', best: null, counts: counts({ FINISHED: 4 }) }));
    expect(output.read()).toBe(
      [
        'finished  #3  beta=4 latentDim=8  val_nelbo 240.12  1m 01s',
        '! careful',
        'sweep 01m86b0000000000 is FINISHED: 4 of 4 trials ended, 4 finished',
        '',
      ].join('\n'),
    );
  });
});
