import { type ConfigOverrides, resolveConfig } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { listedRun } from '../../testing/runs.ts';
import type { ListedRun } from './patch-run-pages.ts';
import {
  type ColumnChoice,
  type ColumnId,
  chooseColumns,
  differingConfigKeys,
  moveColumn,
  NO_CHOICE,
  orderColumns,
  readColumnChoice,
  showColumn,
} from './prepare-columns.ts';

const config = (overrides: ConfigOverrides = {}, preset = 'fashion-mnist-conv') =>
  resolveConfig({ preset, overrides, defaultThreads: 2 });
const visibleIds = (columns: ReturnType<typeof chooseColumns>) =>
  columns.filter(({ visible }) => visible).map(({ id }) => id);
const results = ['best', 'last', 'sparkline', 'epoch', 'preset'];
const all = { experiment: null, sweep: null };
const usual = ['imagesPerSecond', 'duration', 'tags', 'note', 'started'];

describe('differingConfigKeys', () => {
  it.each([
    ['no run', [], []],
    ['one run', [config({ latentDim: 3 })], []],
    ['equal runs', [config(), config()], []],
    ['keys that differ, in order', [config({ seed: 2, latentDim: 3 }), config()], ['latentDim', 'seed']],
    ['the same change in all', [config({ beta: 4 }), config({ beta: 4 })], []],
    ['lists by their content', [config({ encoderFilters: [32, 64, 64] }), config()], []],
    ['what the preset tells already', [config(), config({}, 'mlp')], []],
    [
      'a change beside the preset',
      [config(), config({ latentDim: 16, denseUnits: [200] }, 'mlp')],
      ['latentDim', 'denseUnits'],
    ],
    ['threads, which no preset names', [config(), config({ threads: 1 })], ['threads']],
  ])('%s', (_name, configs, keys) => expect(differingConfigKeys(configs)).toEqual(keys));
});

describe('chooseColumns', () => {
  const runs = [listedRun({ config: config({ beta: 4 }) }), listedRun({ config: config() })];

  it('shows what tells most, the differing keys behind the preset', () => {
    const columns = chooseColumns(runs, { choice: NO_CHOICE, view: all });
    expect(visibleIds(columns)).toEqual([...results, 'config.beta', ...usual]);
  });

  it('can show every key of the config', () => {
    const ids = chooseColumns(runs, { choice: NO_CHOICE, view: all }).map(({ id }) => id);
    expect(ids).toContain('config.threads');
    expect(ids).toContain('config.seed');
  });

  it('shows owners and experiments only when they tell runs apart', () => {
    const mixed = [listedRun({ owner: 'ada', experiment: 'a' }), listedRun({ experiment: 'b' })];
    const shown = (experiment: string | null) =>
      visibleIds(chooseColumns(mixed, { choice: NO_CHOICE, view: { ...all, experiment } }));
    expect(shown(null)).toEqual(expect.arrayContaining(['owner', 'experiment']));
    expect(shown('a')).not.toContain('experiment');
    expect(visibleIds(chooseColumns(runs, { choice: NO_CHOICE, view: all }))).not.toContain('owner');
  });

  it('shows the number of a trial where there is one, and of the trials of a sweep no preset that all have', () => {
    const trials = [0, 1].map((trial) => listedRun({ trial, sweepId: '1m86ammtb54b67bz' }));
    const sweep = { id: '1m86ammtb54b67bz', metric: 'val_nelbo', goal: 'minimize' } as const;
    const shown = (
      runs: readonly ListedRun[],
      view: typeof all | { experiment: null; sweep: typeof sweep },
    ) => visibleIds(chooseColumns(runs, { choice: NO_CHOICE, view }));
    expect(shown(trials, all)).toEqual(['trial', ...results, ...usual]);
    expect(shown(trials, { experiment: null, sweep })).not.toContain('preset');
    const mixed = [...trials, listedRun({ preset: 'mlp', trial: 2 })];
    expect(shown(mixed, { experiment: null, sweep })).toContain('preset');
  });

  it('follows the choice before the runs', () => {
    const choice: ColumnChoice = {
      order: ['preset', 'best'],
      shown: { 'config.beta': false, finished: true, last: false },
    };
    const ids = visibleIds(chooseColumns(runs, { choice, view: all }));
    expect(ids.indexOf('preset')).toBeLessThan(ids.indexOf('best'));
    expect(ids).toContain('finished');
    expect(ids).not.toContain('config.beta');
    expect(ids).not.toContain('last');
  });
});

describe('orderColumns', () => {
  const all: ColumnId[] = ['preset', 'best', 'last', 'tags'];

  it.each([
    ['no choice', [], ['preset', 'best', 'last', 'tags']],
    ['a whole choice', ['tags', 'last', 'best', 'preset'], ['tags', 'last', 'best', 'preset']],
    [
      'a new column stays behind its neighbour',
      ['tags', 'best', 'preset'],
      ['tags', 'best', 'last', 'preset'],
    ],
    ['a column that is gone', ['gone', 'tags', 'preset'], ['tags', 'preset', 'best', 'last']],
  ])('%s', (_name, order, expected) => expect(orderColumns(all, order)).toEqual(expected));
});

describe('choices', () => {
  const columns = [
    { id: 'preset', visible: true },
    { id: 'best', visible: true },
    { id: 'last', visible: false },
  ] as const;

  it('shows and hides a column', () => {
    const hidden = showColumn(NO_CHOICE, { id: 'best', visible: false });
    expect(hidden.shown).toEqual({ best: false });
    expect(showColumn(hidden, { id: 'best', visible: true }).shown).toEqual({ best: true });
  });

  it.each([
    ['best', -1, ['best', 'preset', 'last']],
    ['best', 1, ['preset', 'last', 'best']],
    ['preset', -1, []],
    ['last', 1, []],
    ['tags', 1, []],
  ] as const)('moves %s by %d', (id, by, order) => {
    expect(moveColumn(columns, { choice: NO_CHOICE, id, by }).order).toEqual(order);
  });

  it.each([
    [null, NO_CHOICE],
    ['not json', NO_CHOICE],
    ['null', NO_CHOICE],
    ['{"order":[1,"best"],"shown":{"a":true,"b":"x"}}', { order: ['best'], shown: { a: true } }],
  ])('reads %s', (text, expected) => expect(readColumnChoice(text)).toEqual(expected));
});
