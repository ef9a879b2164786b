import {
  type ConfigKey,
  describeSpace,
  formatParameter,
  type ParameterSpace,
  type PresetName,
  presets,
  type SweepSpec,
} from '@laten/shared';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';

/** What a sweep searches, in lines of words. */

/** SpaceLine is one line: what, and where its values come from. */
export type SpaceLine = { readonly name: string; readonly text: string };

/** SearchSpaceLines are the lines of a search space, by what they are about. */
export type SearchSpaceLines = {
  readonly varies: readonly SpaceLine[];
  readonly fixed: readonly SpaceLine[];
  readonly search: readonly SpaceLine[];
};

/** prepareSearchSpace writes a search space: what varies, what all trials have in common, and how the search goes. */
export function prepareSearchSpace(spec: SweepSpec): SearchSpaceLines {
  const spaces = Object.entries(spec.parameters) as [ConfigKey, ParameterSpace][];
  const varying = spaces.filter(([, space]) => varies(space));
  const fixed = spaces.filter(([, space]) => !varies(space));
  const overrides = Object.entries(spec.base.overrides) as [ConfigKey, never][];
  return {
    varies: [
      ...varying.map(([name, space]) => ({ name, text: describeValues(space) })),
      ...(spec.seeds > 1 ? [{ name: 'seed', text: describeSeeds(spec) }] : []),
    ],
    fixed: [
      { name: 'preset', text: spec.base.preset },
      ...overrides.map(([name, value]) => ({ name, text: formatParameter(value) })),
      ...fixed.map(([name, space]) => ({ name, text: describeSpace(space) })),
    ],
    search: [
      { name: t('sweep.space.method'), text: describeMethod(spec) },
      {
        name: t('sweep.space.metric'),
        text: t(`sweep.space.metric.${spec.metric.goal}`, { metric: spec.metric.name }),
      },
      ...(spec.labels.length > 0 ? [{ name: t('sweep.space.labels'), text: spec.labels.join(', ') }] : []),
      { name: t('sweep.space.failures'), text: formatCount(spec.retries.failed) },
      { name: t('sweep.space.lost'), text: formatCount(spec.retries.lost) },
    ],
  };
}

function varies(space: ParameterSpace): boolean {
  return space.kind !== 'value' && !(space.kind === 'values' && space.values.length === 1);
}

function describeValues(space: ParameterSpace): string {
  const words = describeSpace(space);
  if (space.kind !== 'values') return words;
  return t('sweep.space.values', { values: words, count: formatCount(space.values.length) });
}

function describeSeeds({ seeds, base }: SweepSpec): string {
  const first = base.overrides.seed ?? presets[base.preset as PresetName]?.seed ?? 0;
  return t('sweep.space.seeds', { seeds: formatCount(seeds), first, last: first + seeds - 1 });
}

function describeMethod({ method, runCap, searchSeed }: SweepSpec): string {
  const cap = formatCount(runCap);
  if (method === 'random') return t('sweep.space.method.random', { cap, seed: searchSeed });
  return runCap === null ? t('sweep.space.method.grid') : t('sweep.space.method.grid.capped', { cap });
}
