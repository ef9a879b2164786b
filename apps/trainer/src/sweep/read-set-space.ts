import {
  ConfigInvalidError,
  type ConfigKey,
  configKeys,
  parseAssignment,
  runConfigSchema,
} from '@laten/shared';

/**
 * Reads what `--set key=…` of a sweep says: one value, a list of values between commas, or a range.
 *
 *     --set latentDim=2                 one value, for all trials
 *     --set beta=0.5,1,2,4              each of them
 *     --set denseUnits=[400],[200,200]  lists of layers stand in brackets; without, commas make one list, as in `train`
 *     --set learningRate=1e-4..1e-2     anything between, for a random search
 */

/** SetSpace is what W&B's files call a parameter: where the values of one key come from. */
export type SetSpace =
  | { readonly value: unknown }
  | { readonly values: readonly unknown[] }
  | { readonly distribution: string; readonly min: number; readonly max: number };

/** SetAssignment is one `--set`: the text behind it, and what that says. */
export type SetAssignment = { readonly text: string; readonly space: SetSpace };

/** readSetSpaces reads all `--set` of a command line by key; the last one of a key counts. Throws ConfigInvalidError with every problem. */
export function readSetSpaces(texts: readonly string[]): Map<ConfigKey, SetAssignment> {
  const spaces = new Map<ConfigKey, SetAssignment>();
  const issues = texts.flatMap((text) => {
    try {
      const [key, space] = readSetSpace(text);
      spaces.set(key, { text, space });
      return [];
    } catch (error) {
      if (error instanceof ConfigInvalidError) return error.issues;
      throw error;
    }
  });
  if (issues.length > 0) throw new ConfigInvalidError(issues);
  return spaces;
}

function readSetSpace(text: string): [ConfigKey, SetSpace] {
  const at = text.indexOf('=');
  const key = text.slice(0, Math.max(0, at)).trim() as ConfigKey;
  const raw = text.slice(at + 1).trim();
  if (!configKeys.includes(key) || (isLayersKey(key) && !raw.includes('[')))
    return [key, readValue(key, text)];
  const range = readRange(key, raw);
  if (range) return [key, range];
  const parts = splitAtCommas(raw);
  if (parts.length === 1) return [key, readValue(key, text)];
  if (parts.includes('')) {
    const message = `"${raw}" is refused. A value is missing beside one of its commas.`;
    throw new ConfigInvalidError([{ key, message }]);
  }
  return [key, { values: parts.map((part) => parseValue(key, `${key}=${part}`)) }];
}

const readValue = (key: ConfigKey, text: string): SetSpace => ({ value: parseValue(key, text) });

const parseValue = (key: ConfigKey, text: string): unknown => parseAssignment(text)[key];

const accepts = (key: ConfigKey, value: unknown): boolean =>
  runConfigSchema.shape[key].safeParse(value).success;

const isLayersKey = (key: ConfigKey): boolean => accepts(key, []);

/** Whole numbers are drawn evenly, others by their order of magnitude; a range that begins at 0 or below has none. */
function readRange(key: ConfigKey, raw: string): SetSpace | null {
  const [, from, to] = /^(-?[\d.]+(?:e[-+]?\d+)?)\.\.(-?[\d.]+(?:e[-+]?\d+)?)$/i.exec(raw) ?? [];
  const [min, max] = [Number(from), Number(to)];
  if (Number.isNaN(min) || Number.isNaN(max)) return null;
  for (const end of [from, to]) parseValue(key, `${key}=${end}`);
  if (!accepts(key, 1.5)) return { distribution: 'int_uniform', min, max };
  return { distribution: min > 0 ? 'log_uniform_values' : 'uniform', min, max };
}

/** Commas within brackets and quotes belong to a value. */
function splitAtCommas(raw: string): string[] {
  const parts = raw.match(/(?:\[[^\]]*\]|"(?:[^"\\]|\\.)*"|[^,])+|(?<=,|^)(?=,|$)/g) ?? [''];
  return parts.map((part) => part.trim());
}
