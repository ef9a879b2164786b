import { z } from 'zod';
import { createStore } from '../ui/create-store.ts';
import { withStorage } from '../ui/with-storage.ts';
import { xModes } from './prepare-step-axis.ts';

/** How a person looks at charts. Kept by the browser, so the next run is looked at in the same way. */

/** mostSmoothing is the end of the slider: at 1 nothing would ever change. */
export const mostSmoothing = 0.99;

const settingsSchema = z.object({
  smoothing: z.number().min(0).max(mostSmoothing).catch(0),
  log: z.boolean().catch(false),
  xMode: z.enum(xModes).catch('epoch'),
  /** Groups that are folded away. */
  folded: z.array(z.string()).catch([]),
});

/** ChartSettings are remembered; zoom and hidden lines are not. */
export type ChartSettings = z.infer<typeof settingsSchema>;

/** defaultSettings is what a person who never changed anything sees. */
export const defaultSettings: ChartSettings = settingsSchema.parse({});

/** parseSettings reads what the browser kept. What is missing or broken takes its default. */
export function parseSettings(text: string | null): ChartSettings {
  try {
    return settingsSchema.catch(defaultSettings).parse(JSON.parse(text ?? '{}'));
  } catch {
    return defaultSettings;
  }
}

const KEY = 'laten.charts';
const store = createStore<ChartSettings | null>(null);

/** useChartSettings reads the settings and changes some of them; null gives all their defaults. Charts are never drawn on the server, which has none. */
export function useChartSettings(): [ChartSettings, (change: Partial<ChartSettings> | null) => void] {
  const settings = store.use() ?? readKept();
  return [settings, (change) => keep({ ...(change === null ? defaultSettings : settings), ...change })];
}

let kept: ChartSettings | null = null;

function readKept(): ChartSettings {
  kept ??= parseSettings(withStorage((storage) => storage.getItem(KEY)));
  return kept;
}

function keep(settings: ChartSettings): void {
  kept = settings;
  store.set(settings);
  withStorage((storage) => storage.setItem(KEY, JSON.stringify(settings)));
}
