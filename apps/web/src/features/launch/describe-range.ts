import type { ConfigField } from '@laten/shared';
import { formatCount, formatNumber } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';

/** describeRange says what a field takes, in which unit, and what it is when nobody touches it: "1 to 1,024 dimensions · default 2". */
export function describeRange(field: ConfigField, standard: string): string {
  const range = limitsOf(field);
  const fallback = t('launch.default', { value: standard || t('launch.empty') });
  return range === null ? fallback : t('launch.hint', { range, default: fallback });
}

function limitsOf({ kind, min, max, unit, word }: ConfigField): string | null {
  if (min === null) return null;
  const write = kind === 'number' ? formatNumber : formatCount;
  const ends =
    max === null
      ? t('launch.range.from', { min: write(min) })
      : t('launch.range', { min: write(min), max: write(max) });
  const range = unit === null ? ends : t('launch.unit', { range: ends, unit });
  if (kind === 'layers') return t('launch.range.each', { range });
  return word === null ? range : t('launch.range.word', { range, word });
}
