import { join } from 'node:path';
import { findRuntime, logFileOf, modulePath, requireRuntime, runTool } from '../lib/context.mjs';
import { readJsonIfAny } from '../lib/files.mjs';
import { readLog, tailOfLog } from '../lib/run-logged.mjs';
import { SetupError } from '../lib/setup-error.mjs';
import { findNpm } from './npm.mjs';

/**
 * The libraries, and with them the pinned Node. What npm writes last, `node_modules/.package-lock.json`, is compared with
 * package-lock.json: that is the stamp, so that an `npm install` by hand counts too and an interrupted one does not.
 */

/** dependenciesStep installs the libraries with `npm ci`, install scripts off. */
export const dependenciesStep = {
  id: 'dependencies',
  title: 'libraries',
  cost: { downloadBytes: 521e6, diskBytes: 1520e6 },
  folder: ({ root }) => root,
  occupies: (context) => [modulePath(context)],
  inspect,
  install,
};

/** Every kind of dependency whatever NODE_ENV says; what is in npm's cache is not asked for; no minutes of retries without a network. */
const NPM_OPTIONS = [
  '--include=dev',
  '--include=optional',
  '--ignore-scripts',
  '--prefer-offline',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
  '--loglevel=http',
];

function inspect(context) {
  const installed = readJsonIfAny(modulePath(context, '.package-lock.json'))?.packages;
  if (!installed) return { state: 'missing', detail: 'node_modules is not there or not whole' };
  const wanted = readJsonIfAny(join(context.root, 'package-lock.json'))?.packages ?? {};
  const difference = findDifference(wanted, installed);
  if (difference) return { state: 'missing', detail: difference };
  if (!findRuntime(context)) return { state: 'broken', detail: 'the pinned Node is not there' };
  const count = Object.keys(installed).filter((path) => path.startsWith('node_modules/')).length;
  return { state: 'ok', source: 'npm ci', version: `${count} packages` };
}

/** findDifference names the first package whose installed version is not the locked one, or returns undefined. */
export function findDifference(wanted, installed) {
  for (const [path, { version, optional, devOptional, link }] of Object.entries(wanted)) {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const have = installed[path];
    if (!have && !optional && !devOptional) return `${name} is locked but not installed`;
    if (have && !link && have.version !== version) return `${name} is ${have.version}, locked is ${version}`;
  }
  return undefined;
}

async function install(context, progress) {
  const npm = findNpm(context);
  if (!npm)
    throw new SetupError('npm was not found. It comes with Node: install Node 20.19 or newer with npm.');
  const logFile = logFileOf(context, 'npm-ci');
  const total = countTarballs(context);
  const code = await runTool(context, {
    name: 'npm-ci',
    command: npm.command,
    args: [...npm.args, 'ci', ...NPM_OPTIONS, ...(context.offline ? ['--offline'] : [])],
    onPoll: () => {
      const fetched = readLog(logFile).match(/\.tgz\b/g)?.length ?? 0;
      const text = fetched < total ? `${fetched} of ${total} packages` : 'unpacking';
      progress.update({ fraction: fetched / total, text });
    },
  });
  if (code !== 0) throw new SetupError(failureText(readLog(logFile), logFile));
  requireRuntime(context);
}

/** countTarballs estimates how many archives npm will fetch: what fits this system, or is not made for one. */
function countTarballs({ root, platform, arch }) {
  const packages = Object.entries(readJsonIfAny(join(root, 'package-lock.json'))?.packages ?? {});
  const fits = ([path, { os, cpu, link }]) =>
    path.includes('node_modules/') &&
    !link &&
    (os?.includes(platform) ?? true) &&
    (cpu?.includes(arch) ?? true);
  return Math.max(1, packages.filter(fits).length);
}

function failureText(log, logFile) {
  const network = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTCACHED|network/.test(log);
  const advice = network
    ? "The package registry could not be reached. Check the network (and npm's proxy settings) and start again; what was fetched is kept in npm's cache."
    : `Put right what npm says, and start again. All of its output is in ${logFile}.`;
  return `npm ci failed. ${advice}\n${tailOfLog(logFile)}`;
}
