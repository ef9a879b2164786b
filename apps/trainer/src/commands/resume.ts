import { parseAssignment } from '@laten/shared';
import { exitCodeOfEnd } from '../exit-codes.ts';
import { planResume } from '../run/plan-run.ts';
import { runAttempt } from '../run/run-attempt.ts';
import { openSession } from '../run/session.ts';
import type { CommandContext } from './command-context.ts';

/** resume goes on with a run from its newest checkpoint; with `epochs` it trains further than first asked. Returns the exit code. */
export async function resume(
  run: string,
  options: { epochs?: string; json?: boolean },
  context: CommandContext,
): Promise<number> {
  const epochs =
    options.epochs === undefined ? undefined : parseAssignment(`epochs=${options.epochs}`).epochs;
  const session = await openSession(context.environment, context.say);
  try {
    const plan = await planResume({ session, run, epochs });
    const view = await context.createView(plan.config, options.json === true);
    const end = await runAttempt({ session, plan, view, signals: context.signals });
    return exitCodeOfEnd(end, context.signals.received);
  } finally {
    await session.close();
  }
}
