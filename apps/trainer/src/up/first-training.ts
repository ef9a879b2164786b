import os from 'node:os';
import { createQueuedRun, type Database, ensureSetting, setSetting } from '@laten/db';
import { createId, resolveConfig } from '@laten/shared';

const KEY = 'first-training';
const EPOCHS = 5;

type FirstTraining = { readonly runId: string; readonly begun: boolean };

/**
 * queueFirstTraining queues the reference model once per database, so that a new user sees a VAE learn; never again, not
 * even when the run was deleted.
 */
export async function queueFirstTraining(database: Database): Promise<void> {
  const value = { runId: createId(), begun: false };
  const first = (await ensureSetting(database, { key: KEY, value })) as FirstTraining;
  if (first.begun) return;
  const { runId } = first;
  // A process that was killed between queueing the run and this mark must not queue it anew.
  const known = await database.prisma.run.findUnique({ where: { id: runId }, select: { id: true } });
  if (!known) {
    const config = resolveConfig({
      preset: 'fashion-mnist-conv',
      overrides: { epochs: EPOCHS },
      defaultThreads: os.availableParallelism(),
    });
    await createQueuedRun(database, { runId, experiment: 'default', config, tags: ['first run'], note: '' });
  }
  await setSetting(database, { key: KEY, value: { ...first, begun: true } });
}
