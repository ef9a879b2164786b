import { join } from 'node:path';
import { logFileOf, modulePath, requireRuntime, runTool, setupFolder } from '../lib/context.mjs';
import { hashFiles, listFiles, readJsonIfAny, remove, statIfAny, writeJsonWhole } from '../lib/files.mjs';
import { tailOfLog } from '../lib/run-logged.mjs';
import { SetupError } from '../lib/setup-error.mjs';

/** webStep builds the dashboard with `next build`; it is skipped while the sources are those of the last build. */
export const webStep = {
  id: 'web',
  title: 'dashboard',
  cost: { downloadBytes: 0, diskBytes: 150e6 },
  folder: ({ root }) => root,
  occupies: (context) => [outputFolder(context)],
  inspect,
  install,
};

const SOURCES = ['apps/web', 'packages/shared', 'packages/model', 'packages/db'];
const NOT_SOURCES = /^(node_modules|\.next|\.turbo|next-env\.d\.ts|e2e)$|\.tsbuildinfo$|\.test\.tsx?$/;

const stampFile = (context) => join(setupFolder(context), 'web.json');
const outputFolder = ({ root }) => join(root, 'apps', 'web', '.next');

function inspect(context) {
  if (!statIfAny(join(outputFolder(context), 'BUILD_ID')))
    return { state: 'missing', detail: 'not built yet' };
  if (readJsonIfAny(stampFile(context))?.inputs !== hashInputs(context)) {
    return { state: 'missing', detail: 'its sources have changed' };
  }
  const { version } = readJsonIfAny(modulePath(context, 'next', 'package.json')) ?? {};
  return { state: 'ok', source: 'next build', version };
}

function hashInputs({ root }) {
  const files = SOURCES.flatMap((folder) => listFiles(join(root, folder), (name) => NOT_SOURCES.test(name)));
  return hashFiles(
    root,
    [...files, join(root, 'package-lock.json'), join(root, 'tsconfig.base.json')].filter(statIfAny),
  );
}

async function install(context) {
  remove(stampFile(context));
  const inputs = hashInputs(context);
  const code = await runTool(context, {
    name: 'next-build',
    command: requireRuntime(context).path,
    args: [modulePath(context, 'next', 'dist', 'bin', 'next'), 'build'],
    cwd: join(context.root, 'apps', 'web'),
    env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  if (code !== 0)
    throw new SetupError(`next build failed:\n${tailOfLog(logFileOf(context, 'next-build'), 30)}`);
  writeJsonWhole(stampFile(context), { inputs });
}
