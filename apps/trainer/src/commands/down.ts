import { isAlive, type ProcessIdentity, stopEmbedded } from '@laten/db/embedded';
import { LatenError } from '@laten/shared';
import { exitCodes } from '../exit-codes.ts';
import { readUpFile } from '../up/up-file.ts';
import type { CommandContext } from './command-context.ts';

const END_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 100;

/** down ends the running `up` of this home as Ctrl-C would, then the embedded database if nobody else uses it. Returns the exit code. */
export async function down(context: CommandContext): Promise<number> {
  const { home } = context.environment;
  const running = await readUpFile(home);
  if (running && (await isAlive(running))) {
    context.say(`Ending ${running.address}; a training in it is brought to a checkpoint first.`);
    process.kill(running.pid, 'SIGTERM');
    await waitForEnd(running);
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

async function waitForEnd(process: ProcessIdentity): Promise<void> {
  const deadlineMs = performance.now() + END_WITHIN_MS;
  while (await isAlive(process)) {
    if (performance.now() > deadlineMs) {
      throw new LatenError(
        'RUN_STATE',
        `\`up\` (process ${process.pid}) has not ended within ${END_WITHIN_MS / 1000} s. Try again, or end that process.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}
