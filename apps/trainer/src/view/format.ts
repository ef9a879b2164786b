/** Numbers as people read them in a terminal. */

/** formatDuration writes 75,000 ms as "1m 15s". */
export function formatDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${String(seconds % 60).padStart(2, '0')}s`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
}

/** formatBytes writes 1,572,864 as "1.5 MiB". */
export function formatBytes(sizeBytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = sizeBytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(sizeBytes) / 10));
  const value = sizeBytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${units[power]}`;
}

/** formatNats writes a loss with one decimal; a broken one as it is. */
export function formatNats(value: number): string {
  return Number.isFinite(value) ? value.toFixed(1) : String(value);
}

/** formatCount writes 1412.3 as "1,412". */
export function formatCount(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** formatBar draws a bar of so many cells for a part of 1, in eighths of a cell. */
export function formatBar(part: number, cells: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, part)) * cells * 8);
  const full = '█'.repeat(Math.floor(eighths / 8));
  const rest = eighths % 8 === 0 ? '' : ' ▏▎▍▌▋▊▉'[eighths % 8];
  return `${full}${rest}`.padEnd(cells, ' ');
}

/** formatTable aligns rows in columns; numbers to the right where `right` says so. */
export function formatTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const cell = (text: string, column: number) =>
    right.includes(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}
