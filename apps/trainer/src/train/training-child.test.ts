import { afterEach, expect, it } from 'vitest';
import { testConfig } from '../testing/supervised.ts';
import { spawnTrainingChild } from './training-child.ts';

const node = process.execPath;
afterEach(() => {
  process.execPath = node;
});

const spawn = async (environment: NodeJS.ProcessEnv) => {
  const ignore = () => undefined;
  const handlers = { onMessage: ignore, onLine: ignore };
  const child = spawnTrainingChild({ config: testConfig(), environment, ...handlers });
  child.start({ config: testConfig(), home: '/nowhere', checkpoint: null });
  child.stop();
  child.kill();
  await child.done;
};

it('says that this machine cannot start a process, which is not the fault of the run', async () => {
  const refused = { code: 'BACKEND_MISSING', message: expect.stringContaining('could not be started') };
  // Refused at once: one word of an environment may have 128 KiB.
  await expect(spawn({ LONG: 'x'.repeat(2 ** 20) })).rejects.toMatchObject(refused);
  // Refused a moment later, as for want of room in the table of processes.
  process.execPath = '/nowhere/node';
  await expect(spawn({})).rejects.toMatchObject(refused);
});
