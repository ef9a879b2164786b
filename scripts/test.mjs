import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { prepareHome, resolveHome } from './home.mjs';
import { createContext, modulePath, ROOT, requireRuntime, setupFolder } from './lib/context.mjs';
import { readJsonIfAny, remove } from './lib/files.mjs';
import { createReporter, formatSeconds } from './lib/reporter.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { addCounts, countVitest, formatCounts, NO_COUNTS } from './lib/test-counts.mjs';
import { REAL_PARTS } from './needs.mjs';
import { setUp } from './set-up.mjs';

/**
 * `npm test`: set-up of every real part, then lint, types, dead code and documents, then the test suite. It has a home and
 * databases of its own and never touches the user's. Words after `--` go to Vitest, and then only Vitest runs.
 * The last line is always `N passed, N failed, N skipped`; each check counts as one test.
 */

const CHECKS = [
  { name: 'lint and format', script: ['@biomejs', 'biome', 'bin', 'biome'], args: ['ci', '.'] },
  {
    name: 'types',
    script: ['turbo', 'bin', 'turbo'],
    args: ['run', 'typecheck', '--output-logs=errors-only'],
  },
  { name: 'dead code', script: ['knip', 'bin', 'knip.js'], args: [] },
  { name: 'documents', script: ['..', 'scripts', 'check-docs.mjs'], args: [] },
];

async function main(vitestArgs) {
  const context = createTestContext();
  let counts = NO_COUNTS;
  try {
    prepareHome(context.home);
    await timed('set-up', () => setUp(context, REAL_PARTS));
    const env = context.env;
    if (vitestArgs.length === 0) counts = addCounts(counts, await runChecks(context, env));
    counts = addCounts(counts, await timed('tests', () => runVitest(context, env, vitestArgs)));
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    counts = addCounts(counts, { ...NO_COUNTS, failed: 1 });
  }
  console.log(formatCounts(counts));
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

/** The environment of the tests names no database and no home but their own. */
function createTestContext() {
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

async function runChecks(context, env) {
  let counts = NO_COUNTS;
  for (const { name, script, args } of CHECKS) {
    const code = await timed(name, () => run(context, env, [modulePath(context, ...script), ...args]));
    if (code !== 0) console.log(`${name}: FAILED`);
    counts = addCounts(counts, { ...NO_COUNTS, ...(code === 0 ? { passed: 1 } : { failed: 1 }) });
  }
  return counts;
}

async function runVitest(context, env, vitestArgs) {
  const results = join(setupFolder(context), 'vitest.json');
  remove(results);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const code = await run(context, env, [
    modulePath(context, 'vitest', 'vitest.mjs'),
    'run',
    ...reporters,
    ...vitestArgs,
  ]);
  return countVitest(readJsonIfAny(results), code);
}

async function timed(name, work) {
  const startedAt = performance.now();
  const result = await work();
  console.log(`${name}: ${formatSeconds(performance.now() - startedAt)}`);
  return result;
}

function run(context, env, args) {
  const child = spawn(requireRuntime(context).path, args, { cwd: context.root, env, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

await main(process.argv.slice(2));
