import { join } from 'node:path';
import { prepareHome } from './home.mjs';
import { modulePath, setupFolder } from './lib/context.mjs';
import { readJsonIfAny, remove } from './lib/files.mjs';
import { formatSeconds } from './lib/reporter.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { createTestContext, runPinned } from './lib/test-context.mjs';
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
    if (vitestArgs.length === 0) counts = addCounts(counts, await runChecks(context));
    counts = addCounts(counts, await timed('tests', () => runVitest(context, vitestArgs)));
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    counts = addCounts(counts, { ...NO_COUNTS, failed: 1 });
  }
  console.log(formatCounts(counts));
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

async function runChecks(context) {
  let counts = NO_COUNTS;
  for (const { name, script, args } of CHECKS) {
    const code = await timed(name, () => runPinned(context, [modulePath(context, ...script), ...args]));
    if (code !== 0) console.log(`${name}: FAILED`);
    counts = addCounts(counts, { ...NO_COUNTS, ...(code === 0 ? { passed: 1 } : { failed: 1 }) });
  }
  return counts;
}

async function runVitest(context, vitestArgs) {
  const results = join(setupFolder(context), 'vitest.json');
  remove(results);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const code = await runPinned(context, [
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

await main(process.argv.slice(2));
