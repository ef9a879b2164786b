import { exitCodes } from '../exit-codes.ts';
import { openSession, type Session } from '../run/session.ts';
import type { CommandContext } from './command-context.ts';

/** withSession opens the database for a command that asks it something, and closes it. Returns the exit code. */
export async function withSession(
  context: CommandContext,
  use: (session: Session) => Promise<void>,
): Promise<number> {
  const session = await openSession(context.environment, context.say);
  try {
    await use(session);
    return exitCodes.ok;
  } finally {
    await session.close();
  }
}
