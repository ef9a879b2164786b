import { describe, expect, it } from 'vitest';
import { listedRun } from '../../testing/runs.ts';
import { describePixels, prepareRunRow, refreshIntervalMs, shownDuration } from './prepare-run-row.ts';

describe('prepareRunRow', () => {
  it('writes a finished run', () => {
    expect(prepareRunRow(listedRun())).toMatchObject({
      latentDim: '2',
      beta: '1',
      best: '262.46',
      last: '263.10',
      epoch: '5 of 5',
      share: null,
      throughput: '1,497',
      duration: '3 min 20 s',
      shownReason: null,
      settings: 'fashion-mnist-conv · latentDim 2 · beta 1',
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

  it('shows progress while a run trains', () => {
    const progress = { step: 235, totalSteps: 2350, epoch: 0, totalEpochs: 5 };
    expect(prepareRunRow(listedRun({ status: 'RUNNING', progress })).share).toBeCloseTo(0.1);
    const unknown = { step: 0, totalSteps: 0, epoch: 0, totalEpochs: 0 };
    expect(prepareRunRow(listedRun({ status: 'RUNNING', progress: unknown })).share).toBe(0);
  });

  it('gives a troubled run its reason, or what its state means', () => {
    expect(prepareRunRow(listedRun({ status: 'FAILED', reason: 'loss became NaN' })).shownReason).toBe(
      'loss became NaN',
    );
    expect(prepareRunRow(listedRun({ status: 'CRASHED' })).shownReason).toMatch(/silent/);
  });
});

describe('shownDuration', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 3, 7, 0, seconds));

  it.each([
    ['ended', { status: 'FINISHED' as const, durationMs: 65_000 }, '1 min 05 s'],
    ['waiting', { status: 'QUEUED' as const, durationMs: 0 }, '—'],
    [
      'first attempt',
      { status: 'RUNNING' as const, startedAt: at(0), heartbeatAt: at(42), durationMs: 0 },
      '42 s',
    ],
    ['second attempt', { status: 'RUNNING' as const, attempt: 2, durationMs: 65_000 }, '≥ 1 min 05 s'],
    ['no heartbeat', { status: 'RUNNING' as const, heartbeatAt: null }, '—'],
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

describe('refreshIntervalMs', () => {
  it('is two seconds while anything runs or waits, and longer otherwise', () => {
    expect(refreshIntervalMs(['FINISHED', 'RUNNING'])).toBe(2_000);
    expect(refreshIntervalMs(['QUEUED'])).toBe(2_000);
    expect(refreshIntervalMs(['FINISHED', 'FAILED'])).toBeGreaterThan(2_000);
    expect(refreshIntervalMs([])).toBeGreaterThan(2_000);
  });
});
