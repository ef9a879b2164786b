import { expect, it } from 'vitest';
import { describeGarbage } from './gc.ts';

const nothing = {
  runs: 0,
  runBytes: 0,
  blobs: 0,
  blobBytes: 0,
  jobs: 0,
  bytesBefore: 5_000_000,
  bytesAfter: 5_000_000,
  skippedTables: [],
};
const use = {
  totalBytes: 20 * 2 ** 20,
  tables: [{ name: 'blob_chunk', bytes: 10 * 2 ** 20 }],
  runs: [{ runId: '1m8704tdm19jpcym', name: 'first', artifactBytes: 2_048, points: 9_380, deleted: true }],
};
const describe = (changes: Partial<typeof nothing>, flags = { dryRun: false, full: false }) =>
  describeGarbage({ freed: { ...nothing, ...changes }, use, ...flags });

it('says what was freed, and what takes the disk now', () => {
  const text = describe({
    runs: 3,
    runBytes: 2 ** 21,
    blobs: 2,
    blobBytes: 1_024,
    jobs: 7,
    bytesAfter: 2_902_848,
  });
  expect(text).toMatch(/^Freed\n/);
  expect(text).toMatch(/deleted runs +3 +2\.0 MiB/);
  expect(text).toMatch(/files that no run names +2 +1\.0 KiB/);
  expect(text).toMatch(/settled jobs of the queue +7/);
  expect(text).toContain('The database takes 20.0 MiB of disk, 2.0 MiB less than before.');
  expect(text).toMatch(/blob_chunk +10\.0 MiB/);
  expect(text).toMatch(/1m8704tdm19jpcym +first \(deleted\) +2\.0 KiB +9,380/);
});

it('says what would be freed, how the disk gets its space back, and what was in use', () => {
  expect(describe({}, { dryRun: true, full: false })).toMatch(/^Would free\n/);
  expect(describe({})).toContain('`--full` gives it back to the disk');
  const full = describeGarbage({
    freed: { ...nothing, skippedTables: ['point'] } as never,
    use,
    dryRun: false,
    full: true,
  });
  expect(full).toContain('point was in use');
  expect(full).not.toContain('--full');
});
