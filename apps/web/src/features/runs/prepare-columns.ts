import { type PresetName, presets, type RunConfig } from '@laten/shared';
import type { ListedRun } from './patch-run-pages.ts';
import type { RunsView } from './runs-address.ts';

/** Which columns the list shows, and in which order: the ones that a person chose, or the ones that tell most. */

/** fixedColumns always stand first and cannot be hidden. */
export const fixedColumns = ['select', 'status', 'name'] as const;

/** A column that shows a key of the config is named after it. */
const CONFIG_PREFIX = 'config.';

/** Results stand before settings: however many settings differ, they stay in sight. */
const beforeConfig = ['trial', 'best', 'last', 'sparkline', 'epoch', 'preset', 'experiment'] as const;
const afterConfig = [
  'imagesPerSecond',
  'duration',
  'tags',
  'note',
  'owner',
  'size',
  'started',
  'finished',
] as const;

/** PlainColumn names a column that is not a key of the config. */
export type PlainColumn = (typeof beforeConfig)[number] | (typeof afterConfig)[number];

/** ColumnId names a column that can be chosen. */
export type ColumnId = PlainColumn | `config.${string}`;

/** ColumnChoice is what a person chose; what it does not name follows the runs. */
export type ColumnChoice = {
  readonly order: readonly string[];
  readonly shown: Readonly<Record<string, boolean>>;
};

/** NO_CHOICE leaves every column to the runs. */
export const NO_CHOICE: ColumnChoice = { order: [], shown: {} };

/** ShownColumn is a column as the chooser lists it. */
export type ShownColumn = { readonly id: ColumnId; readonly visible: boolean };

/** configKeyOf returns the key of the config that a column shows, or null for another column. */
export function configKeyOf(id: string): string | null {
  return id.startsWith(CONFIG_PREFIX) ? id.slice(CONFIG_PREFIX.length) : null;
}

/**
 * differingConfigKeys lists the keys that tell the shown runs apart, in the order of the config. What a run has from
 * its preset is told by the preset already, so a key counts only when some run departs from its preset in it.
 */
export function differingConfigKeys(configs: readonly RunConfig[]): string[] {
  const keys = Object.keys(configs[0] ?? {}).filter((key) => key !== 'preset') as (keyof RunConfig)[];
  return keys.filter((key) => {
    const values = new Set(configs.map((config) => JSON.stringify(config[key])));
    return values.size > 1 && configs.some((config) => departsFromPreset(config, key));
  });
}

function departsFromPreset(config: RunConfig, key: keyof RunConfig): boolean {
  const preset: Partial<RunConfig> = presets[config.preset as PresetName] ?? {};
  return JSON.stringify(config[key]) !== JSON.stringify(preset[key]);
}

/** chooseColumns returns all columns that can be chosen, in their order, and which of them are visible. */
export function chooseColumns(
  runs: readonly ListedRun[],
  { choice, view }: { choice: ColumnChoice; view: Pick<RunsView, 'experiment' | 'sweep'> },
): ShownColumn[] {
  const isAlike = (of: (run: ListedRun) => string) => new Set(runs.map(of)).size <= 1;
  const differing = new Set(differingConfigKeys(runs.map((run) => run.config)));
  const visibleByItself = (id: ColumnId): boolean => {
    const key = configKeyOf(id);
    if (key !== null) return differing.has(key);
    if (id === 'owner') return runs.some((run) => run.owner !== null);
    if (id === 'trial') return runs.some((run) => run.trial !== null);
    if (id === 'experiment') return view.experiment === null && !isAlike((run) => run.experiment);
    if (id === 'preset' && view.sweep) return !isAlike((run) => run.preset);
    return id !== 'finished' && id !== 'size';
  };
  return orderColumns(allColumns(runs[0]?.config), choice.order).map((id) => ({
    id,
    visible: choice.shown[id] ?? visibleByItself(id),
  }));
}

function allColumns(config: RunConfig | undefined): ColumnId[] {
  const keys = Object.keys(config ?? {}).filter((key) => key !== 'preset');
  return [...beforeConfig, ...keys.map((key): ColumnId => `${CONFIG_PREFIX}${key}`), ...afterConfig];
}

/** orderColumns puts columns in the chosen order. One that the choice does not name stays behind its neighbour. */
export function orderColumns(all: readonly ColumnId[], order: readonly string[]): ColumnId[] {
  const ordered = order.filter((id): id is ColumnId => (all as readonly string[]).includes(id));
  all.forEach((id, i) => {
    if (ordered.includes(id)) return;
    const neighbour = all[i - 1];
    ordered.splice(neighbour === undefined ? 0 : ordered.indexOf(neighbour) + 1, 0, id);
  });
  return ordered;
}

/** showColumn returns the choice after a column was shown or hidden. */
export function showColumn(choice: ColumnChoice, { id, visible }: ShownColumn): ColumnChoice {
  return { ...choice, shown: { ...choice.shown, [id]: visible } };
}

/** moveColumn returns the choice after a column changed places with its neighbour above (-1) or below (1). */
export function moveColumn(
  columns: readonly ShownColumn[],
  { choice, id, by }: { choice: ColumnChoice; id: ColumnId; by: -1 | 1 },
): ColumnChoice {
  const order = columns.map((column) => column.id);
  const from = order.indexOf(id);
  const to = from + by;
  const other = order[to];
  if (from < 0 || other === undefined) return choice;
  order[to] = id;
  order[from] = other;
  return { ...choice, order };
}

/** readColumnChoice reads a stored choice. One that is damaged is no choice. */
export function readColumnChoice(text: string | null): ColumnChoice {
  try {
    const { order, shown } = JSON.parse(text ?? '{}') as Partial<ColumnChoice>;
    return {
      order: Array.isArray(order) ? order.filter((id) => typeof id === 'string') : [],
      shown: Object.fromEntries(
        Object.entries(shown ?? {}).filter(([, visible]) => typeof visible === 'boolean'),
      ),
    };
  } catch {
    return NO_CHOICE;
  }
}
