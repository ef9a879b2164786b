import { t } from '../messages/index.ts';

/** How numbers become text: a fixed number of decimals per kind of value, so that columns align. Null is a dash. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const nats = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const significant = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** formatNats writes a loss: two decimals. NaN and infinities are written as what they are. */
export function formatNats(value: number | null): string {
  return format(value, nats);
}

/** formatCount writes a whole number with thousands apart. */
export function formatCount(value: number | null): string {
  return format(value, grouped);
}

/** formatNumber writes a setting or a value of unknown kind: four significant digits; very large and small by powers of ten. */
export function formatNumber(value: number | null): string {
  if (value !== null && value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e7)) {
    return Number.isFinite(value)
      ? Number(value.toPrecision(4)).toExponential().replace('+', '')
      : String(value);
  }
  return format(value, significant);
}

const COMPACT_FROM = 10_000;
const MOST_COMPACT_DECIMALS = 2;
const MOST_DECIMALS = 20;

/** formatTick writes a number at an axis: as short as tells it from its neighbours, which are `distance` away. */
export function formatTick(value: number, distance: number): string {
  const unit = Math.abs(value) >= COMPACT_FROM ? 1000 ** Math.floor(Math.log10(Math.abs(value)) / 3) : 1;
  const compactDecimals = decimalsFor(distance / unit);
  if (unit > 1 && compactDecimals <= MOST_COMPACT_DECIMALS) {
    return value.toLocaleString('en', { notation: 'compact', maximumFractionDigits: compactDecimals });
  }
  // A value nearer to zero than to its neighbours, on a log scale, must not become zero.
  const resolution = value === 0 ? distance : Math.min(distance, Math.abs(value));
  return value.toLocaleString('en', { maximumFractionDigits: decimalsFor(resolution) });
}

/** Decimals that write a distance of 1, 2 or 5 times a power of ten; a hair less is rounding noise. */
function decimalsFor(distance: number): number {
  const noise = 1e-6;
  return Math.min(MOST_DECIMALS, Math.max(0, Math.ceil(-Math.log10(distance) - noise)));
}

function format(value: number | null, as: Intl.NumberFormat): string {
  if (value === null) return t('value.none');
  return Number.isFinite(value) ? as.format(value) : String(value).replace('Infinity', '∞');
}

/** formatDuration writes milliseconds in the two largest units that matter: "48 s", "3 min 20 s", "2 h 04 min". */
export function formatDuration(durationMs: number | null): string {
  if (durationMs === null) return t('value.none');
  const two = (value: number) => String(value).padStart(2, '0');
  if (durationMs < MINUTE_MS) return `${Math.floor(durationMs / 1000)} s`;
  if (durationMs < HOUR_MS) {
    return `${Math.floor(durationMs / MINUTE_MS)} min ${two(Math.floor((durationMs % MINUTE_MS) / 1000))} s`;
  }
  return `${Math.floor(durationMs / HOUR_MS)} h ${two(Math.floor((durationMs % HOUR_MS) / MINUTE_MS))} min`;
}

/** formatBytes writes a size in binary units with three digits. */
export function formatBytes(sizeBytes: number): string {
  const power = Math.min(Math.floor(Math.log2(Math.max(sizeBytes, 1)) / 10), BYTE_UNITS.length - 1);
  const value = sizeBytes / 1024 ** power;
  const text = power === 0 || value >= 999.5 ? value.toFixed(0) : value.toPrecision(3);
  return `${text} ${BYTE_UNITS[power]}`;
}
