import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findRuntime } from './lib/context.mjs';
import { freeBytes, nearestExisting } from './lib/disk.mjs';
import { folderSizeBytes, statIfAny } from './lib/files.mjs';
import { formatBytes } from './lib/reporter.mjs';
import { EXIT_CODES, fileSystemReason } from './lib/setup-error.mjs';
import { STEPS } from './setup/steps.mjs';

const run = promisify(execFile);
const DATABASE_TIMEOUT_MS = 30_000;
const LOW_DISK_BYTES = 1e9;
const NEXT_START_MENDS_IT = 'Run ./laten up: it does what is missing.';
const MARKS = { ok: 'ok', missing: 'MISSING', broken: 'BROKEN', 'n/a': '-' };

/**
 * doctor looks at every part that Laten needs, changes nothing, and prints a table or one JSON object `{ ok, checks }`.
 * A check is `{ name, state, source, version, sizeBytes, detail, mend }`; state is ok, missing, broken or n/a.
 * Resolves to the exit code: 0 when every check is ok or n/a, else 14.
 */
export async function doctor(context, { home, json, stdout = process.stdout }) {
  const checks = [await checkRuntime(context)];
  for (const step of STEPS) checks.push(await checkStep(context, step));
  checks.push(await checkDatabase(context), checkHome(home));
  const ok = checks.every(({ state }) => state === 'ok' || state === 'n/a');
  stdout.write(json ? `${JSON.stringify({ ok, checks })}\n` : `${formatChecks(checks)}\n`);
  return ok ? 0 : EXIT_CODES.doctor;
}

/** formatChecks draws the table for people; what is wrong and how to mend it stands below its row. */
export function formatChecks(checks) {
  const cells = checks.map(({ name, state, source, version, sizeBytes }) => [
    name,
    MARKS[state] ?? state,
    version ?? '',
    sizeBytes === undefined ? '' : formatBytes(sizeBytes),
    source ?? '',
  ]);
  const header = ['part', 'state', 'version', 'size', 'from'];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column].length)),
  );
  const draw = (row) => `  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd();
  const lines = checks.flatMap(({ state, detail, mend }, index) => {
    const notes = state === 'ok' ? [] : [detail, mend].filter(Boolean);
    return [draw(cells[index]), ...notes.map((note) => `      ${note}`)];
  });
  return [draw(header), ...lines].join('\n');
}

async function checkRuntime(context) {
  const name = 'runtime';
  const runtime = findRuntime(context);
  if (!runtime)
    return { name, state: 'missing', detail: 'the pinned Node is not there', mend: NEXT_START_MENDS_IT };
  try {
    const { stdout } = await run(runtime.path, ['--version']);
    return { name, state: 'ok', source: runtime.source, version: `Node ${stdout.trim().slice(1)}` };
  } catch (error) {
    return {
      name,
      state: 'broken',
      detail: error.message.trim(),
      mend: 'Delete node_modules and start again.',
    };
  }
}

async function checkStep(context, step) {
  const { state, source, version, detail, mend } = await (step.examine ?? step.inspect)(context);
  const sizeBytes = state === 'ok' ? sizeOf(step.occupies(context)) : undefined;
  return {
    name: step.id,
    state,
    source,
    version,
    sizeBytes,
    detail,
    mend: mend ?? (state === 'missing' ? NEXT_START_MENDS_IT : undefined),
  };
}

/** checkDatabase asks the CLI, which looks without starting a server. */
async function checkDatabase(context) {
  const name = 'database';
  const cli = join(context.root, 'apps', 'trainer', 'src', 'cli.ts');
  const runtime = findRuntime(context);
  if (!runtime || !statIfAny(join(context.root, 'node_modules'))) {
    return { name, state: 'missing', detail: 'comes after the libraries', mend: NEXT_START_MENDS_IT };
  }
  try {
    const env = { ...context.env, LATEN_HOME: context.home };
    const { stdout } = await run(runtime.path, [cli, 'db', 'status', '--json'], {
      env,
      timeout: DATABASE_TIMEOUT_MS,
    });
    return { name, ...describeDatabase(JSON.parse(stdout)) };
  } catch (error) {
    const detail = `db status failed: ${(error.stderr || error.message).trim().split('\n').at(-1)}`;
    return { name, state: 'broken', detail, mend: 'Run ./laten db status and do what it says.' };
  }
}

/** describeDatabase turns what `db status --json` prints into a check: a server that is stopped or not made yet is no fault. */
export function describeDatabase({ state, source, version, schema, sizeBytes, problem, mend }) {
  const rest = { version: version ?? undefined, schema: schema ?? undefined, sizeBytes };
  if (state === 'broken') return { ...rest, state, source, detail: problem, mend };
  const notes = { stopped: ', stopped', absent: ', made when first needed' };
  return { ...rest, state: 'ok', source: `${source}${notes[state] ?? ''}` };
}

function checkHome({ path, source }) {
  const name = 'home';
  const free = freeBytes(path);
  const version = `${formatBytes(free)} free`;
  const row = {
    name,
    source: `${source}: ${path}`,
    version,
    sizeBytes: statIfAny(path) ? sizeOf([path]) : 0,
  };
  if (free < LOW_DISK_BYTES) {
    return {
      ...row,
      state: 'broken',
      detail: `less than ${formatBytes(LOW_DISK_BYTES)} free`,
      mend: 'Free some disk space.',
    };
  }
  try {
    accessSync(nearestExisting(path), constants.W_OK);
  } catch (error) {
    return {
      ...row,
      state: 'broken',
      detail: fileSystemReason(error) ?? error.message,
      mend: 'Make it writable, or name another with LATEN_HOME.',
    };
  }
  return { ...row, state: 'ok' };
}

function sizeOf(folders) {
  return folders.reduce((sum, folder) => sum + folderSizeBytes(folder), 0);
}
