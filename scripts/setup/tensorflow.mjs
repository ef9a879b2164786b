import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modulePath, requireRuntime } from '../lib/context.mjs';
import { readJsonIfAny, remove, statIfAny, writeJsonWhole } from '../lib/files.mjs';
import { EXIT_CODES, SetupError } from '../lib/setup-error.mjs';
import { buildFromOfficialDownload } from './tensorflow-official.mjs';
import { buildFromWheel } from './tensorflow-wheel.mjs';

/**
 * Native TensorFlow for @tensorflow/tfjs-node. What is downloaded or compiled lives in `.native/` of the checkout, which
 * `npm ci` leaves alone; the package's folders `deps` and `lib` are symbolic links to it. A build is made under a temporary
 * name, proved by a matrix product in a process of its own, stamped, and only then renamed.
 */

/** tensorflowStep provides native TensorFlow: what is there, else the official download, else the wheel and one compiler call. */
export const tensorflowStep = {
  id: 'tensorflow',
  title: 'TensorFlow',
  cost: { downloadBytes: 274e6, diskBytes: 1200e6 },
  folder: ({ root }) => root,
  occupies: (context) => [nativeFolder(context)],
  inspect,
  examine,
  install,
};

const LINKED = ['deps', 'lib'];
const SMOKE_TIMEOUT_MS = 60_000;
const nativeFolder = ({ root }) => join(root, '.native');
const packageFolder = (context) => modulePath(context, '@tensorflow', 'tfjs-node');

function inspect(context) {
  const tfjs = tfjsVersion(context);
  const build = findBuild(context, tfjs);
  if (build) {
    const linked = tfjs && LINKED.every((name) => isLinkedTo(context, build, name));
    if (linked) return { state: 'ok', source: build.stamp.source, version: build.stamp.tensorflow };
    return { state: 'missing', detail: 'is there, but not linked', downloadBytes: 0, diskBytes: 0 };
  }
  if (isPlacedByHand(context)) return { state: 'ok', source: 'found in node_modules' };
  return { state: 'missing', detail: 'training needs it' };
}

/** examine loads TensorFlow in a process of its own, which finds what a look at the files cannot. */
function examine(context) {
  const finding = inspect(context);
  if (finding.state !== 'ok') return finding;
  try {
    return { ...finding, version: smoke(context, packageFolder(context)).tensorflow };
  } catch (error) {
    return { state: 'broken', detail: error.message, mend: 'Delete the folder .native and start again.' };
  }
}

async function install(context, progress) {
  const tfjs = tfjsVersion(context);
  if (!tfjs) throw new SetupError('The package @tensorflow/tfjs-node is not installed.');
  const build = findBuild(context, tfjs) ?? (await makeBuild(context, progress, tfjs));
  for (const name of LINKED) link(context, build, name);
  smoke(context, packageFolder(context));
}

async function makeBuild(context, progress, tfjs) {
  const work = join(nativeFolder(context), 'work');
  const refusals = [];
  for (const build of [buildFromOfficialDownload, buildFromWheel]) {
    try {
      const stage = () => stagePackage(context, work);
      const { folder, source } = await build({ context, progress, work, stage });
      progress.update({ text: 'trying it' });
      const { tensorflow } = smoke(context, folder);
      return keepBuild(context, { folder, work, stamp: { source, tensorflow, tfjs } });
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      refusals.push(error.message);
    }
  }
  const reasons = refusals.map((reason) => `  - ${reason}`).join('\n');
  throw new SetupError(`Native TensorFlow could not be set up, so nothing can be trained here.\n${reasons}`, {
    exitCode: EXIT_CODES.backendMissing,
  });
}

/** stagePackage copies tfjs-node without native parts, so that a build can be made and tried apart from the installed package. */
function stagePackage(context, work) {
  const from = packageFolder(context);
  const folder = join(work, 'tfjs-node');
  remove(folder);
  const native = [...LINKED, 'build'].map((name) => join(from, name));
  cpSync(from, folder, { recursive: true, filter: (path) => !native.includes(path) });
  return folder;
}

/** keepBuild moves the parts of a proved build to their final place; the stamp goes in first, the rename comes last. */
function keepBuild(context, { folder, work, stamp }) {
  const parts = join(work, 'keep');
  remove(parts);
  writeJsonWhole(join(parts, 'build.json'), stamp);
  for (const name of LINKED) renameSync(join(folder, name), join(parts, name));
  const target = join(
    nativeFolder(context),
    `tensorflow-${stamp.tensorflow}-${context.platform}-${context.arch}`,
  );
  remove(target);
  renameSync(parts, target);
  remove(work);
  return { folder: target, stamp };
}

function findBuild(context, tfjs) {
  const suffix = `-${context.platform}-${context.arch}`;
  const native = nativeFolder(context);
  if (!statIfAny(native)) return undefined;
  return readdirSync(native)
    .filter((name) => name.startsWith('tensorflow-') && name.endsWith(suffix))
    .map((name) => ({ folder: join(native, name), stamp: readJsonIfAny(join(native, name, 'build.json')) }))
    .find(({ folder, stamp }) => stamp && (!tfjs || stamp.tfjs === tfjs) && hasBinding(folder));
}

function hasBinding(folder) {
  const lib = join(folder, 'lib');
  if (!statIfAny(join(folder, 'deps', 'lib')) || !statIfAny(lib)) return false;
  return readdirSync(lib).some((napi) => statIfAny(join(lib, napi, 'tfjs_binding.node')));
}

function isPlacedByHand(context) {
  const folder = packageFolder(context);
  return LINKED.every((name) => statIfAny(join(folder, name))?.isDirectory()) && hasBinding(folder);
}

function isLinkedTo(context, build, name) {
  try {
    return realpathSync(join(packageFolder(context), name)) === realpathSync(join(build.folder, name));
  } catch {
    return false;
  }
}

function tfjsVersion(context) {
  return readJsonIfAny(join(packageFolder(context), 'package.json'))?.version;
}

function link(context, build, name) {
  const path = join(packageFolder(context), name);
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  symlinkSync(relative(packageFolder(context), join(build.folder, name)), draft, 'dir');
  if (statIfAny(path) && !statIfAny(path).isSymbolicLink()) remove(path);
  renameSync(draft, path);
}

/** smoke proves that TensorFlow loads on the pinned Node and multiplies, and returns its version. */
function smoke(context, folder) {
  const script = fileURLToPath(new URL('tensorflow-smoke.cjs', import.meta.url));
  try {
    const output = execFileSync(requireRuntime(context).path, [script, folder], {
      encoding: 'utf8',
      stdio: 'pipe',
      timeout: SMOKE_TIMEOUT_MS,
    });
    return JSON.parse(output.trim().split('\n').at(-1));
  } catch (error) {
    const reason = String(error.stderr ?? '').match(/^.*(?:Error|error|expected).*$/m)?.[0] ?? error.message;
    throw new SetupError(`TensorFlow does not load: ${reason.trim()}`, { cause: error });
  }
}
