import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inheritedEnvironment } from '../env.ts';

const launcher = fileURLToPath(new URL('../../../../laten', import.meta.url));

/** BENCH_EXPERIMENT holds the runs of this benchmark until they are deleted. */
export const BENCH_EXPERIMENT = 'benchmark';

/**
 * measureStartUp times `./laten train` from its start to its first step, as a person starts it: set-up checks,
 * database, data and TensorFlow included. The run is canceled then. Milliseconds.
 */
export async function measureStartUp(home: string): Promise<number> {
  const startedMs = performance.now();
  const words = [
    'train',
    '--preset',
    'fashion-mnist-conv',
    '--epochs',
    '1',
    '--name',
    'benchmark',
    '--experiment',
    BENCH_EXPERIMENT,
    '--json',
  ];
  const child = spawn(process.execPath, [launcher, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...inheritedEnvironment(), LATEN_HOME: home },
  });
  let firstStepMs = Number.NaN;
  for await (const line of createInterface({ input: child.stdout })) {
    const { type } = JSON.parse(line) as { type: string };
    if (type === 'step' && Number.isNaN(firstStepMs)) {
      firstStepMs = performance.now() - startedMs;
      child.kill('SIGTERM');
    }
  }
  return firstStepMs;
}
