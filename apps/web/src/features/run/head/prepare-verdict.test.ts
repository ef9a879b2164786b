import type { SeriesSummary } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { runDetail } from '../../../testing/runs.ts';
import { prepareVerdict } from './prepare-verdict.ts';

const summary = (values: Partial<SeriesSummary>): SeriesSummary => ({
  last: null,
  lastStep: 2345,
  min: null,
  max: null,
  best: null,
  bestStep: null,
  n: 5,
  nonFiniteCount: 0,
  ...values,
});

const nelbo = (last: number, best = last, bestStep = 2345) => summary({ last, best, bestStep });
const activeUnits = (last: number) => summary({ last });
const reference = runDetail().config;
const textsOf = (run: Parameters<typeof prepareVerdict>[0]) => prepareVerdict(run).map(({ text }) => text);

describe('prepareVerdict', () => {
  it('has no figure to judge before the first epoch, and says what happens until then', () => {
    expect(prepareVerdict(runDetail())).toEqual([]);
    expect(textsOf(runDetail({ status: 'RUNNING' }))).toEqual([
      expect.stringMatching(/squeezes each image into 2 numbers/),
    ]);
    const strip = runDetail({ status: 'RUNNING', config: { ...reference, latentDim: 1 } });
    expect(textsOf(strip)).toEqual([expect.stringMatching(/into one number/)]);
  });

  it('says what an image costs, between what, and what the latent space is worth', () => {
    const run = runDetail({
      status: 'RUNNING',
      summary: { val_nelbo: nelbo(262.4), active_units: activeUnits(2) },
    });
    expect(textsOf(run)).toEqual([
      'After 5 epochs an image costs 262.40 nats on average. A perfect reconstruction would cost 189.86, showing the mean image every time 385.02. It has come 63 % of the way from the mean image.',
      'Both latent dimensions are used.',
    ]);
  });

  it('compares with nothing where nothing was measured', () => {
    const run = runDetail({
      config: { ...reference, dataset: '/my/images' },
      progress: { step: 469, totalSteps: 2345, epoch: 1, totalEpochs: 5 },
      summary: { val_nelbo: { ...nelbo(80), lastStep: 469, bestStep: 469, n: 1 } },
    });
    expect(textsOf(run)).toEqual(['After 1 epoch an image costs 80.00 nats on average.']);
  });

  it('says when the model is no better than the mean image', () => {
    const [cost] = prepareVerdict(runDetail({ status: 'RUNNING', summary: { val_nelbo: nelbo(390) } }));
    expect(cost).toMatchObject({ tone: 'warning', text: expect.stringMatching(/has learnt nothing yet\.$/) });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('says nothing of a cost of %s', (last) => {
    const run = runDetail({ status: 'FINISHED', summary: { val_nelbo: nelbo(last, 262) } });
    expect(textsOf(run)).toEqual([]);
  });

  it('offers a smaller beta after a collapse, unless there is none', () => {
    const collapsed = (beta: number) =>
      prepareVerdict(
        runDetail({
          config: { ...reference, latentDim: 16, beta },
          summary: { active_units: activeUnits(0) },
        }),
      )[0];
    expect(collapsed(4)).toMatchObject({ tone: 'warning', change: { overrides: { beta: 0.4 } } });
    expect(collapsed(4)?.text).toContain('0 of 16');
    expect(collapsed(0)?.change).toBeNull();
  });

  it.each([
    [1, 1, 'The one latent dimension is used.'],
    [16, 16, 'All 16 latent dimensions are used.'],
    [
      16,
      9,
      '9 of 16 latent dimensions are used. The others say nothing: a smaller latentDim would do as well.',
    ],
    [
      16,
      1,
      '1 of 16 latent dimensions is used. The others say nothing: a smaller latentDim would do as well.',
    ],
  ])('of %s dimensions, %s used', (latentDim, used, text) => {
    const run = runDetail({
      config: { ...reference, latentDim },
      summary: { active_units: activeUnits(used) },
    });
    expect(textsOf(run)).toEqual([text]);
  });

  it('offers a smaller learning rate after a NaN', () => {
    const [finding] = prepareVerdict(runDetail({ status: 'FAILED', reasonCode: 'NON_FINITE_LOSS' }));
    expect(finding).toMatchObject({ tone: 'warning', change: { overrides: { learningRate: 1e-4 } } });
  });

  it('does not speak of more epochs after a collapse', () => {
    const run = runDetail({ summary: { val_nelbo: nelbo(380), active_units: activeUnits(0) } });
    expect(textsOf(run)).toHaveLength(2);
  });

  it.each([
    ['the last epoch was the best', nelbo(262), /More epochs may make it better still/],
    ['it got worse since', nelbo(270, 262, 938), /Epoch 2 was the best, at 262.00/],
    ['it moved by less than noise', nelbo(262.5, 262, 938), null],
    ['the best was the last but one', nelbo(270, 262, 1876), null],
  ])('of a finished run, when %s', (_, val_nelbo, text) => {
    const trend = textsOf(runDetail({ summary: { val_nelbo } })).slice(1);
    expect(trend).toEqual(text === null ? [] : [expect.stringMatching(text)]);
  });
});
