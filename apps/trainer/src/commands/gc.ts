import { type CollectedGarbage, collectGarbage, type DiskUse, readDiskUse } from '@laten/db';
import { formatBytes, formatCount, formatTable } from '../view/format.ts';
import type { CommandContext } from './command-context.ts';
import { withSession } from './with-session.ts';

/** GcOptions are the flags of `gc`. */
export type GcOptions = { readonly dryRun?: boolean; readonly full?: boolean; readonly json?: boolean };

const MOST_TABLES = 5;
const MOST_RUNS = 10;

/** gc frees what deleted runs and lost processes left in the database, and says what takes the disk. Returns the exit code. */
export function gc(options: GcOptions, context: CommandContext): Promise<number> {
  const { dryRun = false, full = false, json = false } = options;
  return withSession(context, async ({ database }) => {
    const freed = await collectGarbage(database, { dryRun, full });
    const use = await readDiskUse(database, { runs: MOST_RUNS });
    context.print(
      json ? JSON.stringify({ dryRun, ...freed, use }) : describeGarbage({ freed, use, dryRun, full }),
    );
  });
}

/** describeGarbage writes what was freed, or would be, and what takes the disk now. */
export function describeGarbage(input: {
  freed: CollectedGarbage;
  use: DiskUse;
  dryRun: boolean;
  full: boolean;
}): string {
  const { freed, use, dryRun } = input;
  return [
    dryRun ? 'Would free' : 'Freed',
    formatTable(
      [
        ['', 'deleted runs', formatCount(freed.runs), formatBytes(freed.runBytes)],
        ['', 'files that no run names', formatCount(freed.blobs), formatBytes(freed.blobBytes)],
        ['', 'settled jobs of the queue', formatCount(freed.jobs), ''],
      ],
      [2, 3],
    ),
    '',
    describeDisk(input),
    ...freed.skippedTables.map(
      (table) => `${table} was in use and is left as it is; run it again when nothing trains.`,
    ),
    '',
    formatTable(
      [
        ['table', 'size'],
        ...use.tables.slice(0, MOST_TABLES).map(({ name, bytes }) => [name, formatBytes(bytes)]),
      ],
      [1],
    ),
    ...(use.runs.length === 0 ? [] : ['', describeRuns(use)]),
  ].join('\n');
}

function describeDisk({ freed, use, full }: Parameters<typeof describeGarbage>[0]): string {
  const { bytesBefore, bytesAfter } = freed;
  const returned = bytesBefore - bytesAfter;
  const size = `The database takes ${formatBytes(use.totalBytes)} of disk`;
  if (returned > 0) return `${size}, ${formatBytes(returned)} less than before.`;
  return full ? `${size}.` : `${size}. Freed space is used again; \`--full\` gives it back to the disk.`;
}

function describeRuns({ runs }: DiskUse): string {
  return formatTable(
    [
      ['run', 'name', 'files', 'points'],
      ...runs.map(({ runId, name, artifactBytes, points, deleted }) => [
        runId,
        deleted ? `${name} (deleted)` : name,
        formatBytes(artifactBytes),
        formatCount(points),
      ]),
    ],
    [2, 3],
  );
}
