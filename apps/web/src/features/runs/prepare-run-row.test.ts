import { describe, expect, it } from 'vitest';
import { listedRun } from '../../testing/runs.ts';
import {
  bestOf,
  describePixels,
  isMoving,
  prepareRunRow,
  shownDuration,
  timeLeftMs,
  writeSetting,
} from './prepare-run-row.ts';

describe('prepareRunRow', () => {
  it('writes a finished run', () => {
    expect(prepareRunRow(listedRun())).toEqual({
      best: '262.46',
      last: '263.10',
      epoch: '5 of 5',
      share: null,
      timeLeft: null,
      throughput: '1,497',
      duration: '3 min 20 s',
      size: '4.50 MiB',
    });
  });

  it('writes dashes for a run without a finished epoch, never zeros', () => {
    const row = prepareRunRow(listedRun({ metric: null, imagesPerSecond: null }));
    expect([row.best, row.last, row.throughput]).toEqual(['—', '—', '—']);
  });

  it('writes NaN as NaN', () => {
    const metric = { name: 'val_nelbo', last: Number.NaN, best: null, bestStep: null };
    expect(prepareRunRow(listedRun({ metric })).last).toBe('NaN');
  });

  it('shows progress and the time left while a run trains', () => {
    const progress = { step: 235, totalSteps: 2350, epoch: 0, totalEpochs: 5 };
    const row = prepareRunRow(listedRun({ status: 'RUNNING', progress, imagesPerSecond: 1280 }));
    expect(row.share).toBeCloseTo(0.1);
    expect(row.timeLeft).toBe('4 min left');
    const unknown = { step: 0, totalSteps: 0, epoch: 0, totalEpochs: 0 };
    expect(prepareRunRow(listedRun({ status: 'RUNNING', progress: unknown }))).toMatchObject({
      share: 0,
      timeLeft: null,
    });
  });
});

describe('timeLeftMs', () => {
  const progress = { step: 400, totalSteps: 1000, epoch: 0, totalEpochs: 5 };
  const measured = {
    progress: { ...progress, epoch: 2 },
    startedAt: new Date('2026-11-03T07:00:00Z'),
    heartbeatAt: new Date('2026-11-03T07:01:20Z'),
    imagesPerSecond: 1280,
  };

  it.each([
    ['steps to come at the present speed', { progress, imagesPerSecond: 1280 }, 60_000],
    ['nothing left', { progress: { ...progress, step: 1000 }, imagesPerSecond: 1280 }, 0],
    ['more done than planned', { progress: { ...progress, step: 1100 }, imagesPerSecond: 1280 }, 0],
    ['no speed yet', { progress, imagesPerSecond: null }, null],
    ['a speed of zero', { progress, imagesPerSecond: 0 }, null],
    ['a speed that is not a number', { progress, imagesPerSecond: Number.NaN }, null],
    ['steps to come at the pace so far, evaluations in it', measured, 120_000],
    ['a later attempt, whose pace is not known', { ...measured, attempt: 2 }, 60_000],
    ['no heartbeat yet', { ...measured, heartbeatAt: null }, 60_000],
    ['no total', { progress: { ...progress, totalSteps: 0 }, imagesPerSecond: 1280 }, null],
  ])('%s', (_name, run, leftMs) => expect(timeLeftMs(listedRun(run))).toBe(leftMs));
});

describe('shownDuration', () => {
  it.each([
    ['trained', { durationMs: 65_000 }, '1 min 05 s'],
    ['not yet', { durationMs: 0 }, '—'],
  ])('%s', (_name, run, text) => expect(shownDuration(listedRun(run))).toBe(text));
});

describe('describePixels', () => {
  it.each([
    [[], 'grey pixels'],
    [['bernoulli', 'bernoulli'] as const, 'grey pixels'],
    [['bernoulli-binarized'] as const, 'binarised pixels'],
    [['bernoulli', 'gaussian'] as const, 'different likelihoods: do not compare'],
  ])('%o', (likelihoods, text) => expect(describePixels(likelihoods)).toBe(text));
});

describe('bestOf', () => {
  const run = (id: string, best: number | null) =>
    listedRun({ id, metric: { name: 'val_nelbo', last: best, best, bestStep: 1 } });
  const other = (overrides: object, best: number | null = 200) => ({
    ...run('other', best),
    config: { ...listedRun().config, ...overrides },
  });

  it.each([
    [[], null],
    [[run('a', 300), run('b', 250), run('c', 260)], 'b'],
    [[run('a', null), run('b', Number.NaN), listedRun({ id: 'c', metric: null })], null],
    [[run('a', Number.NEGATIVE_INFINITY), run('b', 300)], 'b'],
    [[run('a', 300), other({ likelihood: 'gaussian' })], null],
    [[run('a', 300), other({ dataset: './mine' })], null],
    [[run('a', 300), other({ validation: 5000 })], null],
    [[run('a', 300), other({ latentDim: 16 })], 'other'],
    [[run('a', 300), other({ dataset: './mine' }, null)], 'a'],
  ])('case %#', (runs, id) => expect(bestOf(runs)).toBe(id));
});

describe('writeSetting', () => {
  it.each([
    ['limit', null, 'all'],
    ['limit', 2000, '2,000'],
    ['limit', 54_321, '54,321'],
    ['limit', 60_000_001, '60,000,001'],
    ['learningRate', 0.00012345, '1.2345e-4'],
    ['beta', 0.123456, '0.123456'],
    ['seed', 123456, '123456'],
    ['learningRate', 1e-4, '1e-4'],
    ['deterministic', true, 'yes'],
    ['encoderFilters', [32, 64], '32, 64'],
    ['denseUnits', [], '—'],
    ['validation', 'test', 'test'],
    ['absent', undefined, '—'],
  ])('%s %o', (key, value, text) => expect(writeSetting(key, value)).toBe(text));
});

describe('isMoving', () => {
  it('is true of what trains or waits', () => {
    expect(isMoving({ status: 'RUNNING' })).toBe(true);
    expect(isMoving({ status: 'QUEUED' })).toBe(true);
    expect(isMoving({ status: 'FINISHED' })).toBe(false);
  });
});
