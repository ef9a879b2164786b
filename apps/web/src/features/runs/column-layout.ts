import { t } from '../../messages/index.ts';
import { configKeyOf, type PlainColumn } from './prepare-columns.ts';

/** How wide each column is, how it is called, and on which side its values stand. */

type FixedColumn = 'select' | 'status' | 'name' | 'actions';

const widthsPx: Readonly<Record<FixedColumn | PlainColumn, number>> = {
  select: 40,
  status: 110,
  name: 250,
  trial: 78,
  preset: 144,
  experiment: 120,
  best: 92,
  last: 76,
  sparkline: 100,
  epoch: 148,
  imagesPerSecond: 86,
  duration: 96,
  tags: 150,
  note: 56,
  owner: 90,
  size: 90,
  started: 104,
  finished: 104,
  actions: 44,
};

const CONFIG_WIDTH_PX = 72;
const CHARACTER_PX = 7.2;

/** columnWidthPx returns the width of a column. One that shows a key of the config is as wide as the key's name. */
export function columnWidthPx(id: string): number {
  const key = configKeyOf(id);
  if (key !== null) return Math.max(CONFIG_WIDTH_PX, Math.ceil(key.length * CHARACTER_PX) + 32);
  return widthsPx[id as PlainColumn];
}

/** columnLabel returns what a column is called. */
export function columnLabel(id: string): string {
  const key = configKeyOf(id);
  return (
    key ?? (id === 'select' ? '' : t(`runs.column.${id as PlainColumn | 'status' | 'name' | 'actions'}`))
  );
}

const figures: readonly string[] = [
  'trial',
  'best',
  'last',
  'imagesPerSecond',
  'duration',
  'size',
  'started',
  'finished',
];

/** isFigure tells a column whose values stand on the right, one digit under the other. */
export function isFigure(id: string): boolean {
  return figures.includes(id) || configKeyOf(id) !== null;
}
