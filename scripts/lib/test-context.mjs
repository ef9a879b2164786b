import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { resolveHome } from '../home.mjs';
import { createContext, modulePath, ROOT, requireRuntime } from './context.mjs';
import { createReporter } from './reporter.mjs';

/** createTestContext returns a context whose environment names no database and no home but those of the tests. */
export function createTestContext() {
  const { DATABASE_URL: _database, LATEN_HOME: _home, ...inherited } = process.env;
  const home = resolveHome({ root: ROOT, env: inherited, folder: '.laten-test' }).path;
  const env = {
    ...inherited,
    LATEN_HOME: home,
    PATH: [modulePath({ root: ROOT }, '.bin'), inherited.PATH].join(delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const datasetHomes = [resolveHome({ root: ROOT, env: process.env }).path];
  return createContext({ home, env, datasetHomes, reporter: createReporter(process.stderr) });
}

/** runPinned runs a script on the pinned Node and returns its exit code. */
export function runPinned(context, args) {
  const child = spawn(requireRuntime(context).path, args, {
    cwd: context.root,
    env: context.env,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}
