import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { doctor } from './doctor.mjs';
import { prepareHome, resolveHome } from './home.mjs';
import { createContext, ROOT, requireRuntime } from './lib/context.mjs';
import { createReporter } from './lib/reporter.mjs';
import { EXIT_CODES, SetupError } from './lib/setup-error.mjs';
import { needsOf, verbOf } from './needs.mjs';
import { setUp } from './set-up.mjs';

/**
 * The start of the command: set-up on whatever Node there is, then the CLI of apps/trainer on the pinned Node. All that is said
 * here goes to standard error, so that `--json` on standard output stays pure.
 */

/** main runs one command line of `./laten` and leaves its exit code in the process. */
export async function main(args) {
  const home = resolveHome({ root: ROOT, env: process.env });
  const context = createContext({
    home: home.path,
    env: process.env,
    reporter: createReporter(process.stderr),
  });
  try {
    if (verbOf(args) === 'doctor' && !asksForHelp(args)) {
      refuseUnknownWords(args);
      process.exitCode = await doctor(context, { home, json: args.includes('--json') });
      return;
    }
    const needs = needsOf(args);
    if (needs.required.length > 1) prepareHome(home.path);
    await setUp(context, needs);
    await runCli(context, args, { LATEN_HOME: home.path });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = error.exitCode;
  }
}

function asksForHelp(args) {
  return args.includes('--help') || args.includes('-h');
}

/** The doctor is the one verb that does not reach the CLI, which refuses what it does not know. */
function refuseUnknownWords(args) {
  const unknown = args.filter((word) => word !== 'doctor' && word !== '--json');
  if (unknown.length === 0) return;
  throw new SetupError(`doctor does not know ${unknown.join(' ')}. It takes --json, or nothing.`, {
    exitCode: EXIT_CODES.usage,
  });
}

/**
 * Ctrl-C on a terminal reaches the CLI directly, because it is of the same foreground process group: here it is only waited
 * for. Without a terminal nobody else passes SIGINT on. Any other ending signal is always passed on.
 */
function runCli(context, args, env) {
  const cli = join(context.root, 'apps', 'trainer', 'src', 'cli.ts');
  const child = spawn(requireRuntime(context).path, [cli, ...args], {
    stdio: 'inherit',
    env: { ...context.env, ...env },
  });
  const hasTerminal = Boolean(process.stdin.isTTY || process.stderr.isTTY);
  process.on('SIGINT', () => hasTerminal || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      endLike(code, signal);
      resolve();
    });
  });
}

/** endLike ends this process the way the CLI ended: with its exit code, or by the same signal. */
function endLike(code, signal) {
  if (signal === null) {
    process.exitCode = code;
    return;
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
