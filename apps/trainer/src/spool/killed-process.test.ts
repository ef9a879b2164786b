import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { InMemoryRecordingStore } from '@laten/shared';
import { newRunStart } from '@laten/shared/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaySpoolFolder } from './spool-folder.ts';
import { listSpoolFiles } from './testing/leave-spool.ts';

const program = fileURLToPath(new URL('./testing/spooling-program.ts', import.meta.url));
const address = '127.0.0.1:5432/laten';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'laten-killed-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

it('a process that is killed while it spools loses nothing that was on disk, and its run is left to the reaper', async () => {
  const store = new InMemoryRecordingStore();
  const { runId } = await store.beginAttempt(newRunStart());
  const child = spawn(process.execPath, [program, home, address, runId], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let spooled = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    spooled = Number(line);
    if (spooled > 2_000) break;
  }
  // While it lives its file is its own.
  expect(await replaySpoolFolder({ home, address, store })).toEqual([]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await listSpoolFiles(home)).toEqual([expect.stringMatching(/\.spool\.open$/)]);

  expect(await replaySpoolFolder({ home, address, store })).toMatchObject([{ result: 'written', runId }]);
  const steps = store.points(runId, 'loss').map(({ step }) => step);
  expect(steps.length).toBeGreaterThanOrEqual(spooled);
  expect(steps).toEqual(steps.map((_, i) => i + 1));
  expect(store.run(runId).status).toBe('RUNNING');
  expect(await listSpoolFiles(home)).toEqual([]);
});
