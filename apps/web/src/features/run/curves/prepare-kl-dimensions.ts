import type { SeriesSummary } from '@laten/shared';
import type { ChartColor, ChartModel, SeriesValues } from '../../../charts/chart-model.ts';
import type { ChartView } from '../../../charts/prepare-line-chart.ts';
import { prepareStackedChart, restOf, type StackedPart } from '../../../charts/prepare-stacked-chart.ts';
import { t } from '../../../messages/index.ts';

/** The KL of each latent dimension, as areas that add up to the KL of the run. */

const FAMILY = 'val_kl_dimension/';
/** KL_TOTAL is what the dimensions add up to. */
export const KL_TOTAL = 'val_kl_loss';

const colors: readonly ChartColor[] = [
  'orange',
  'indigo',
  'teal',
  'pink',
  'violet',
  'lime',
  'blue',
  'red',
  'cyan',
];
const otherColor: ChartColor = 'gray';

/** ChosenDimensions are the latent dimensions to draw, in the order of their index, out of how many. */
export type ChosenDimensions = { readonly names: readonly string[]; readonly total: number };

/** chooseKlDimensions picks the dimensions with the largest last KL from a run's summary: as many as there are colours. */
export function chooseKlDimensions(
  summary: Readonly<Record<string, Pick<SeriesSummary, 'last'>>>,
): ChosenDimensions {
  const all = klDimensionNames(summary);
  const lastOf = (name: string) => {
    const last = summary[name]?.last;
    return Number.isFinite(last) ? Number(last) : Number.NEGATIVE_INFINITY;
  };
  const largest = [...all]
    .sort((a, b) => lastOf(b) - lastOf(a) || indexOf(a) - indexOf(b))
    .slice(0, colors.length);
  return { names: largest.sort((a, b) => indexOf(a) - indexOf(b)), total: all.length };
}

/** klDimensionNames lists the series of all dimensions, by index. */
export function klDimensionNames(summary: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(summary)
    .filter((name) => name.startsWith(FAMILY))
    .sort((a, b) => indexOf(a) - indexOf(b));
}

/** prepareKlDimensionsChart stacks the chosen dimensions, and all others together. */
export function prepareKlDimensionsChart(input: {
  readonly series: readonly SeriesValues[];
  readonly chosen: ChosenDimensions;
  readonly view: ChartView;
}): ChartModel {
  const { series, chosen, view } = input;
  const byName = new Map(series.map((one) => [one.name, one]));
  const colorOf = assignColors(chosen.names);
  const parts = chosen.names.flatMap((name): StackedPart[] => {
    const values = byName.get(name);
    if (!values) return [];
    return [
      {
        name,
        label: t('chart.line.dimension', { index: indexOf(name) }),
        color: colorOf.get(name) ?? otherColor,
        series: values,
      },
    ];
  });
  const total = byName.get(KL_TOTAL);
  const others = chosen.total - chosen.names.length;
  return prepareStackedChart({
    id: 'klDimensions',
    title: t('chart.klDimensions'),
    parts: others > 0 && total ? [...parts, otherPart(total, parts, others)] : parts,
    unit: t('chart.unit.natsPerDimension'),
    view,
    notes: others > 0 ? [t('chart.note.capped', { shown: chosen.names.length, total: chosen.total })] : [],
  });
}

function otherPart(total: SeriesValues, parts: readonly StackedPart[], count: number): StackedPart {
  const name = `${FAMILY}others`;
  return {
    name,
    label: t('chart.line.otherDimensions', { count }),
    color: otherColor,
    series: restOf(
      name,
      total,
      parts.map((part) => part.series),
    ),
  };
}

/** Each dimension has the colour of its index while that is free, so that it keeps its colour whatever its rank. */
function assignColors(names: readonly string[]): Map<string, ChartColor> {
  const assigned = new Map<string, ChartColor>();
  const taken = new Set<ChartColor>();
  for (const name of names) {
    const own = indexOf(name) % colors.length;
    const rotated = [...colors.slice(own), ...colors.slice(0, own)];
    const color = rotated.find((candidate) => !taken.has(candidate)) ?? otherColor;
    assigned.set(name, color);
    taken.add(color);
  }
  return assigned;
}

function indexOf(name: string): number {
  return Number(name.slice(FAMILY.length));
}
