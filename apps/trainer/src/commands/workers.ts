import { readWorkers, requestWorkerResume } from '@laten/db';
import { LatenError } from '@laten/shared';
import { formatCount } from '../view/format.ts';
import { describeWorkers } from '../view/sweep-tables.ts';
import type { CommandContext } from './command-context.ts';
import { withSession } from './with-session.ts';

/** The commands `workers list` and `workers resume`. Each returns the exit code. */

/** listWorkersCommand prints who trains, and how many runs wait. */
export function listWorkersCommand(options: { json?: boolean }, context: CommandContext): Promise<number> {
  return withSession(context, async ({ database }) => {
    const { workers, queued } = await readWorkers(database);
    if (options.json) return context.print(JSON.stringify(workers));
    const waiting = `${formatCount(queued)} ${queued === 1 ? 'run waits' : 'runs wait'} for a worker.`;
    context.print(
      workers.length === 0
        ? `No worker is alive. ${waiting} Start one with: ./laten worker`
        : `${describeWorkers(workers)}\n${waiting}`,
    );
  });
}

/** resumeWorkerCommand lets stopped workers take runs again: all, or each whose id begins so, for one process has several. */
export function resumeWorkerCommand(idPrefix: string | undefined, context: CommandContext): Promise<number> {
  return withSession(context, async ({ database }) => {
    const resumed = await requestWorkerResume(database, { idPrefix });
    if (resumed.length === 0) {
      throw new LatenError(
        'USAGE',
        idPrefix === undefined
          ? 'No worker has stopped. `./laten workers list` shows them.'
          : `No stopped worker has an id that begins with "${idPrefix}". \`./laten workers list\` shows them.`,
      );
    }
    context.print(`Asked to take runs again: ${resumed.join(', ')}. They hear of it within seconds.`);
  });
}
