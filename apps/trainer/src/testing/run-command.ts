import { isLatenError } from '@laten/shared';
import type { CommandContext } from '../commands/command-context.ts';
import { exitCodeOfError } from '../exit-codes.ts';
import { createJsonView } from '../view/json-view.ts';
import { createSweepJsonView } from '../view/sweep-json-view.ts';
import { testHome } from './test-home.ts';

/** CommandResult is what a command has printed, and its exit code. */
export type CommandResult = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** runCommand runs a command in this process, on a database, as `cli.ts` would in one of its own. Views are JSON. */
export async function runCommand(
  databaseUrl: string,
  command: (context: CommandContext) => Promise<number>,
): Promise<CommandResult> {
  const printed: string[] = [];
  const said: string[] = [];
  const print = (line: string) => void printed.push(line);
  const say = (line: string) => void said.push(line);
  const context: CommandContext = {
    environment: { home: testHome, databaseUrl },
    signals: { received: null, subscribe: () => () => undefined, close: () => undefined },
    arguments: ['test'],
    print,
    say,
    createView: async () => createJsonView(print),
    createSweepView: async () => createSweepJsonView(print),
  };
  const code = await command(context).catch((error: unknown) => {
    if (!isLatenError(error)) throw error;
    say(error.message);
    return exitCodeOfError(error.code);
  });
  return { code, stdout: printed.join('\n'), stderr: said.join('\n') };
}
