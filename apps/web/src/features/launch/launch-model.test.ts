import { describeFields, resolveConfig } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { listedRun } from '../../testing/runs.ts';
import {
  beginDraft,
  blocksStart,
  fieldText,
  findChanges,
  isOffered,
  type LaunchDraft,
  readDraft,
  readEpochs,
  shownText,
  suggestName,
} from './launch-model.ts';

const THREADS = 2;
const draft = (overrides: Partial<LaunchDraft> = {}): LaunchDraft => ({
  ...beginDraft({ kind: 'new' }, 'default'),
  ...overrides,
});
const original = listedRun({
  name: 'wide latent space',
  experiment: 'homework',
  config: resolveConfig({ preset: 'mlp', overrides: { latentDim: 16, seed: 7 }, defaultThreads: THREADS }),
});

describe('blocksStart', () => {
  const { config } = readDraft(draft(), THREADS);

  it.each([
    ['nothing is wrong', {}, config, false],
    ['the server was away', { form: 'Laten does not answer.' }, config, false],
    ['a field is wrong', { name: 'too long' }, config, true],
    ['the config cannot be read', { form: 'not built yet' }, null, true],
  ])('%s', (_name, issues, read, blocked) => expect(blocksStart(issues, { config: read })).toBe(blocked));
});

describe('beginDraft', () => {
  it('of a new run is the reference preset, untouched', () => {
    const begun = draft();
    expect(begun).toMatchObject({ preset: 'fashion-mnist-conv', texts: {}, experiment: 'default' });
    expect(readDraft(begun, THREADS)).toEqual({
      config: resolveConfig({ defaultThreads: THREADS }),
      overrides: {},
      issues: {},
    });
  });

  it('of a clone is the config of the original, in its experiment', () => {
    const begun = beginDraft({ kind: 'clone', run: original }, 'default');
    expect(begun).toMatchObject({ preset: 'mlp', experiment: 'homework', tags: ['first'], name: '' });
    expect(readDraft(begun, THREADS).config).toEqual(original.config);
  });
});

describe('readDraft', () => {
  it.each([
    [{ latentDim: '16' }, { latentDim: 16 }],
    [{ beta: ' 0.5 ' }, { beta: 0.5 }],
    [{ learningRate: '1e-4' }, { learningRate: 1e-4 }],
    [{ limit: '2000' }, { limit: 2000 }],
    [{ limit: 'all' }, {}],
    [{ encoderFilters: '16, 32, 32' }, { encoderFilters: [16, 32, 32] }],
    [{ encoderFilters: '[32,64,64]' }, {}],
    [
      { deterministic: 'true', threads: '1' },
      { deterministic: true, threads: 1 },
    ],
    [{ latentDim: '2' }, {}],
    [{ threads: '2' }, {}],
    [{ validation: '5000' }, { validation: 5000 }],
  ])('reads %o', (texts, overrides) => {
    expect(readDraft(draft({ texts }), THREADS)).toMatchObject({ overrides, issues: {} });
  });

  it.each([
    [{ latentDim: '0' }, { latentDim: /least is 1/ }],
    [{ latentDim: '2.5' }, { latentDim: /refused/ }],
    [{ latentDim: '' }, { latentDim: /Give a value/ }],
    [
      { learningRate: 'fast', beta: '-1' },
      { learningRate: /Expected number/, beta: /least is 0/ },
    ],
    [{ encoderFilters: '' }, { encoderFilters: /at least one filter/ }],
    [{ decoderFilters: '64' }, { decoderFilters: /one entry fewer/ }],
    [{ optimizer: 'sgd' }, { optimizer: /not yet built/ }],
  ])('says at the field what is wrong with %o', (texts, expected) => {
    const { config, issues } = readDraft(draft({ texts }), THREADS);
    expect(config).toBeNull();
    for (const [key, pattern] of Object.entries(expected))
      expect(issues[key as keyof typeof issues]).toMatch(pattern);
  });

  it('checks the labels by the limits of the server', () => {
    const { issues } = readDraft(
      draft({ name: 'x'.repeat(121), experiment: ' ', tags: ['y'.repeat(61)], note: 'z'.repeat(20_001) }),
      THREADS,
    );
    expect(issues).toMatchObject({
      name: 'The most is 120 characters; this has 121.',
      experiment: 'Give a value.',
      tags: 'The most is 60 characters; this has 61.',
      note: 'The most is 20000 characters; this has 20001.',
    });
  });
});

describe('shownText', () => {
  it('is what was typed, or what the preset says', () => {
    const one = draft({ preset: 'tiny', texts: { beta: 'x' } });
    expect(shownText(one, 'beta', THREADS)).toBe('x');
    expect(shownText(one, 'limit', THREADS)).toBe('256');
    expect(shownText(one, 'encoderFilters', THREADS)).toBe('4, 8, 8');
    expect(shownText(one, 'threads', THREADS)).toBe('2');
  });
});

describe('fieldText', () => {
  it.each([
    [null, 'all'],
    [1e-3, '0.001'],
    [[], ''],
    [[1, 2], '1, 2'],
    [true, 'true'],
  ])('%o', (value, text) => expect(fieldText(value)).toBe(text));
});

describe('findChanges', () => {
  const changes = (texts: LaunchDraft['texts'], request: Parameters<typeof findChanges>[1]['request']) => {
    const begun = beginDraft(request, 'default');
    const { config } = readDraft({ ...begun, texts: { ...begun.texts, ...texts } }, THREADS);
    return config && findChanges(config, { request, defaultThreads: THREADS });
  };

  it('compares a new run with its preset', () => {
    expect(changes({ beta: '4', latentDim: '2' }, { kind: 'new' })).toEqual([{ key: 'beta', was: '1' }]);
  });

  it('compares a clone with its original', () => {
    const request = { kind: 'clone', run: original } as const;
    expect(changes({}, request)).toEqual([]);
    expect(changes({ latentDim: '2', limit: '100' }, request)).toEqual([
      { key: 'latentDim', was: '16' },
      { key: 'limit', was: 'all' },
    ]);
  });
});

describe('suggestName', () => {
  const changed = { ...original.config, latentDim: 32 };

  it.each([
    ['a new run by its config', changed, null, 'mlp latentDim=32 seed=7'],
    ['a clone by its original and the change', changed, original, 'wide latent space latentDim=32'],
    ['a clone without a change', original.config, original, 'wide latent space again'],
    [
      'a clone of a run that nobody named',
      changed,
      { ...original, name: 'mlp latentDim=16 seed=7' },
      'mlp latentDim=32 seed=7',
    ],
  ])('%s', (_name, config, from, name) => expect(suggestName(config, from)).toBe(name));
});

describe('isOffered', () => {
  const offered = (architecture: string) =>
    describeFields()
      .filter((field) => isOffered(field, architecture))
      .map(({ key }) => key);

  it('offers the settings of the architecture, and none that is not built', () => {
    expect(offered('conv')).toContain('encoderFilters');
    expect(offered('conv')).not.toContain('denseUnits');
    expect(offered('mlp')).toContain('denseUnits');
    expect(offered('mlp')).not.toContain('decoderFilters');
    for (const key of ['variant', 'likelihood', 'optimizer', 'freeBits', 'betaWarmupEpochs'])
      expect(offered('conv')).not.toContain(key);
  });
});

describe('readEpochs', () => {
  const run = listedRun({ progress: { step: 1, totalSteps: 1, epoch: 5, totalEpochs: 5 } });

  it.each([
    ['10', { epochs: 10 }],
    ['5', { issue: '5 are done already: ask for more.' }],
    ['x', { issue: expect.stringMatching(/Expected/) }],
    ['', { issue: 'Give a value.' }],
  ])('"%s"', (text, expected) => expect(readEpochs(text, run)).toEqual(expected));
});
