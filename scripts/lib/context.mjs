import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { statIfAny } from './files.mjs';
import { runLogged } from './run-logged.mjs';
import { SetupError } from './setup-error.mjs';

const FIRST_NODE_THAT_RUNS_TYPESCRIPT = [22, 18];

/** ROOT is the folder of the checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * createContext gathers what the set-up steps work on, so that a test can hand them another checkout, home or environment.
 * `datasetHomes` are other homes whose verified dataset may be copied.
 */
export function createContext({ root = ROOT, home, env, reporter, datasetHomes = [] }) {
  return {
    root,
    home,
    env,
    reporter,
    datasetHomes,
    offline: Boolean(env.LATEN_OFFLINE) && env.LATEN_OFFLINE !== '0',
    platform: process.platform,
    arch: process.arch,
    lock: undefined,
  };
}

/** setupFolder is where set-up keeps its stamps, locks and logs: `.setup` in the checkout. */
export function setupFolder({ root }) {
  return join(root, '.setup');
}

/** logFileOf names the log of a program that set-up runs. */
export function logFileOf(context, name) {
  return join(setupFolder(context), `${name}.log`);
}

/** modulePath names a file or folder below the checkout's node_modules. */
export function modulePath({ root }, ...parts) {
  return join(root, 'node_modules', ...parts);
}

/** findRuntime returns the Node that runs everything of ours: the pinned one; where none exists for this system, a new enough own one. */
export function findRuntime(context) {
  const pinned = modulePath(context, '.bin', context.platform === 'win32' ? 'node.exe' : 'node');
  if (statIfAny(pinned)) return { path: pinned, source: 'pinned in package.json' };
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = FIRST_NODE_THAT_RUNS_TYPESCRIPT;
  const newEnough = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  return newEnough ? { path: process.execPath, source: 'system' } : undefined;
}

/** requireRuntime is findRuntime that throws, in words, when there is none. */
export function requireRuntime(context) {
  const runtime = findRuntime(context);
  if (runtime) return runtime;
  throw new SetupError(
    `No pinned Node exists for ${context.platform}-${context.arch}, and Node ${process.versions.node} cannot run Laten. Install Node 24 and start again.`,
  );
}

/**
 * runTool runs a program for a step: in the checkout, with its output in a log of `.setup`, and named in the lock so that it
 * is waited for should this process be killed. Resolves to the exit code.
 */
export function runTool(context, { name, command, args, cwd = context.root, env = {}, onPoll }) {
  return runLogged({
    command,
    args,
    cwd,
    env: { ...context.env, ...env },
    logFile: logFileOf(context, name),
    onStart: (pid) => {
      context.worker = pid;
      context.lock?.setWorker(pid);
    },
    onPoll,
  });
}
