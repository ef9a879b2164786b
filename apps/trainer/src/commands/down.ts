import { stopEmbedded } from '@laten/db/embedded';
import { exitCodes } from '../exit-codes.ts';
import { isProcessAlive } from '../run/supervisor-name.ts';
import { readUpFile } from '../up/up-file.ts';
import type { CommandContext } from './command-context.ts';

const END_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 100;

/** down ends the running `up` of this home as Ctrl-C would, then the embedded database if nobody else uses it. Returns the exit code. */
export async function down(context: CommandContext): Promise<number> {
  const { home } = context.environment;
  const running = await readUpFile(home);
  if (running && isProcessAlive(running.pid)) {
    context.say(`Ending ${running.address}; a training in it is brought to a checkpoint first.`);
    process.kill(running.pid, 'SIGTERM');
    await waitForEnd(running.pid);
  }
  const result = await stopEmbedded({ home });
  const words = {
    stopped: 'The database is stopped.',
    'not-running': 'Nothing is running.',
    'in-use': 'Other processes still use the database (a training, perhaps); the last of them stops it.',
  };
  context.print(running && result === 'not-running' ? 'Laten is down.' : words[result]);
  return exitCodes.ok;
}

async function waitForEnd(pid: number): Promise<void> {
  const deadlineMs = performance.now() + END_WITHIN_MS;
  while (isProcessAlive(pid) && performance.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}
