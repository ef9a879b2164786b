import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createId, type RecordingOperation, type Spool, type SpoolEntry } from '@laten/shared';
import { describeSpool, spoolPoints, textArtifact } from '@laten/shared/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLeftFile } from './left-spool.ts';
import { openSpoolFile, type SpoolLimits, spoolFolder } from './spool-file.ts';
import { listSpoolFiles } from './testing/leave-spool.ts';

const address = '127.0.0.1:5432/laten';
const outcome = {
  status: 'CANCELED',
  reason: 'stopped by SIGINT',
  reasonCode: null,
  durationMs: 3,
  progress: { step: 1, totalSteps: 2, epoch: 0, totalEpochs: 1 },
} as const;

const makeHome = () => mkdtemp(path.join(os.tmpdir(), 'laten-spool-'));
const openIn = (home: string, limits?: Partial<SpoolLimits>) =>
  openSpoolFile({ home, address, attempt: { runId: createId(), attempt: 1 }, limits });

/** What another process reads, and how the file ended. */
async function readFileOf(home: string, name: string) {
  const left = await openLeftFile(path.join(spoolFolder(home), name));
  if (!left) return null;
  const entries: SpoolEntry[] = [];
  for await (const entry of left.entries) entries.push(entry);
  await left.close();
  return { entries, ending: left.ending(), header: left };
}

describeSpool('the spool file', async (room) => {
  const home = await makeHome();
  const spool = await openIn(home, room === 'ample' ? {} : { mostBytes: 10_000 });
  return {
    spool,
    readLeft: async () => {
      const [name] = await listSpoolFiles(home);
      return name === undefined ? [] : ((await readFileOf(home, name))?.entries ?? []);
    },
    close: async () => {
      // A suite that has left or removed the spool has closed it.
      await spool.leave(null).catch(() => undefined);
      await rm(home, { recursive: true, force: true });
    },
  };
});

describe('a spool file', () => {
  let home: string;
  beforeEach(async () => {
    home = await makeHome();
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const spoolAndLeave = async (operations: readonly RecordingOperation[]) => {
    const spool = await openIn(home);
    await spool.append(operations);
    await spool.leave(outcome);
    return spool;
  };
  const operations: readonly RecordingOperation[] = [
    spoolPoints('first', [1, Number.NaN]),
    { kind: 'artifact', artifact: textArtifact('run.log', 'bye') },
    spoolPoints('last', [3]),
  ];

  it('names its run, attempt, database and process, and in its name that it is open', async () => {
    const attempt = { runId: createId(), attempt: 7 };
    const spool = await openSpoolFile({ home, address, attempt });
    const [name = ''] = await listSpoolFiles(home);
    expect(name).toMatch(new RegExp(`^${attempt.runId}-7-\\w+\\.spool\\.open$`));
    expect((await readFileOf(home, name))?.header).toMatchObject({
      address,
      attempt,
      owner: { pid: process.pid, host: os.hostname() },
    });
    await spool.leave(null);
    expect(await listSpoolFiles(home)).toEqual([path.basename(spool.place)]);
  });

  it('gives all that stood before it, wherever its last record was torn off', async () => {
    const { place } = await spoolAndLeave(operations);
    const whole = await readFile(place);
    const lengths: number[] = [];
    for (let bytes = whole.byteLength; ; bytes -= 1) {
      await truncate(place, bytes);
      const read = await readFileOf(home, path.basename(place));
      if (!read || read.entries.length < operations.length) break;
      lengths.push(bytes);
      const isWhole = bytes === whole.byteLength;
      expect(read.entries.slice(0, 3)).toEqual(operations);
      expect(read.entries).toHaveLength(isWhole ? 4 : 3);
      const isBetween = read.ending === 'whole' && !isWhole;
      if (!isBetween) expect(read.ending).toBe(isWhole ? 'whole' : 'torn');
    }
    // One of them is the border between two records, where nothing is missing.
    expect(lengths.length).toBeGreaterThan(100);
  });

  it('gives all that stood before it, whichever byte of its last record was changed', async () => {
    const { place } = await spoolAndLeave(operations);
    const whole = await readFile(place);
    const withoutEnd = await sizeWithoutEnd(home, operations);
    expect(whole.byteLength - withoutEnd).toBeGreaterThan(100);
    for (let at = withoutEnd; at < whole.byteLength; at += 1) {
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x10, at);
      await writeFile(place, changed);
      const read = await readFileOf(home, path.basename(place));
      expect(read?.entries).toEqual(operations);
      expect(read?.ending).not.toBe('whole');
    }
  });

  it('takes nothing more of a disk that is nearly full', async () => {
    const spool = await openIn(home, { freeDiskBytes: Number.MAX_SAFE_INTEGER });
    const receipt = await spool.append(operations);
    expect(receipt).toEqual({ kept: 0, refusal: expect.stringMatching(/would be less than .* MiB free/) });
    await spool.remove();
  });

  it('is as it was after an append that failed in the middle', async () => {
    const spool = await openIn(home);
    await spool.append([operations[0]!]);
    const unwritable = { kind: 'points', id: 'x', columns: () => undefined } as never;
    expect(await spool.append([operations[1]!, unwritable])).toEqual({
      kept: 0,
      refusal: expect.stringContaining('could not be cloned'),
    });
    await spool.append([operations[2]!]);
    await spool.leave(null);
    const [name = ''] = await listSpoolFiles(home);
    expect(await readFileOf(home, name)).toMatchObject({
      entries: [operations[0], operations[2]],
      ending: 'whole',
    });
  });

  it('cannot be made in a folder that nobody may write', async () => {
    await writeFile(spoolFolder(home), 'in the way');
    await expect(openIn(home)).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});

async function sizeWithoutEnd(home: string, operations: readonly RecordingOperation[]): Promise<number> {
  const spool: Spool = await openIn(home);
  await spool.append(operations);
  await spool.leave(null);
  const { byteLength } = await readFile(spool.place);
  return byteLength;
}
