import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { logFileOf, modulePath, runTool } from '../lib/context.mjs';
import { folderSizeBytes, remove, statIfAny } from '../lib/files.mjs';
import { formatBytes } from '../lib/reporter.mjs';
import { tailOfLog } from '../lib/run-logged.mjs';
import { SetupError } from '../lib/setup-error.mjs';
import { howToInstall } from './system-packages.mjs';

const REQUIREMENTS = fileURLToPath(new URL('tensorflow-wheel.txt', import.meta.url));
const EXTRACT = fileURLToPath(new URL('extract_wheel.py', import.meta.url));
const WHEEL_BYTES = 273_829_956;
const WHEEL_SYSTEM = { platform: 'linux', arch: 'x64', tag: 'manylinux_2_27_x86_64' };

/**
 * buildFromWheel takes the TensorFlow libraries out of the tensorflow-cpu Python wheel and compiles tfjs-node's binding
 * against them: pip to download (any Python 3 will do, the wheel is never imported), one call of the C++ compiler.
 */
export async function buildFromWheel({ context, progress, work, stage }) {
  if (context.platform !== WHEEL_SYSTEM.platform || context.arch !== WHEEL_SYSTEM.arch) {
    throw new SetupError(
      `Libraries of the Python wheel: built for linux-x64 only, this is ${context.platform}-${context.arch}.`,
    );
  }
  const compiler = context.env.CXX || 'g++';
  checkTools(context, compiler);
  const wheel = await provideWheel({ context, progress, work });
  const folder = stage();
  const deps = join(folder, 'deps');
  await runOrExplain(context, progress, {
    name: 'tensorflow-extract',
    text: 'unpacking the libraries',
    command: 'python3',
    args: [EXTRACT, wheel, deps],
  });
  for (const [alias, library] of [
    ['libtensorflow.so', 'libtensorflow_cc.so.2'],
    ['libtensorflow_framework.so', 'libtensorflow_framework.so.2'],
  ]) {
    symlinkSync(library, join(deps, 'lib', alias));
  }
  await compile({ context, progress, folder, compiler });
  remove(join(deps, 'include'));
  return { folder, source: 'tensorflow-cpu wheel' };
}

function checkTools({ root, env }, compiler) {
  const missing = [
    ['python3 with pip', 'python3', ['-m', 'pip', '--version']],
    ['g++', compiler, ['--version']],
  ].filter(([, command, args]) => !runs(command, args, { cwd: root, env }));
  if (missing.length === 0) return;
  const names = missing.map(([name]) => name);
  throw new SetupError(
    `Libraries of the Python wheel: ${names.join(' and ')} not found. ${howToInstall(names)}`,
  );
}

function runs(command, args, options) {
  try {
    execFileSync(command, args, { ...options, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** provideWheel returns the checked wheel in `work`; one that an earlier, interrupted set-up completed is used again. */
async function provideWheel({ context, progress, work }) {
  const folder = join(work, 'download');
  const kept = findWheel(folder);
  if (kept && (await sha256Of(kept)) === pinnedSha256()) return kept;
  if (context.offline)
    throw new SetupError('Libraries of the Python wheel: not downloaded, LATEN_OFFLINE is set.');
  const temporary = join(work, 'pip');
  remove(folder);
  remove(temporary);
  mkdirSync(temporary, { recursive: true });
  const code = await runTool(context, {
    name: 'tensorflow-pip',
    command: 'python3',
    args: pipArguments(folder),
    // pip downloads into its temporary folder: here it is ours, so the progress can be seen and a small /tmp does not matter.
    env: { TMPDIR: temporary },
    onPoll: () => {
      const received = Math.min(WHEEL_BYTES, folderSizeBytes(temporary) + folderSizeBytes(folder));
      progress.update({
        fraction: received / WHEEL_BYTES,
        text: `${formatBytes(received)} of ${formatBytes(WHEEL_BYTES)}`,
      });
    },
  });
  remove(temporary);
  const wheel = findWheel(folder);
  if (code === 0 && wheel) return wheel;
  throw new SetupError(
    `Libraries of the Python wheel: pip could not download tensorflow-cpu. Check the network (and pip's index and proxy settings) and start again.\n${tailOfLog(logFileOf(context, 'tensorflow-pip'), 4)}`,
  );
}

function pipArguments(folder) {
  const target = [
    '--platform',
    WHEEL_SYSTEM.tag,
    '--python-version',
    '3.11',
    '--implementation',
    'cp',
    '--abi',
    'cp311',
  ];
  const patience = ['--timeout', '20', '--retries', '2', '--progress-bar', 'off'];
  return [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--no-cache-dir',
    '--disable-pip-version-check',
    ...patience,
    ...target,
    '--require-hashes',
    '-r',
    REQUIREMENTS,
    '-d',
    folder,
  ];
}

async function compile({ context, progress, folder, compiler }) {
  const output = join(folder, 'lib', 'napi-v8');
  mkdirSync(output, { recursive: true });
  const lib = join(folder, 'deps', 'lib');
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(folder, 'binding', file));
  const includes = [join(folder, 'deps', 'include'), modulePath(context, 'node-api-headers', 'include')];
  await runOrExplain(context, progress, {
    name: 'tensorflow-compile',
    text: 'compiling the binding',
    command: compiler,
    args: [
      '-std=gnu++17',
      '-O2',
      '-shared',
      '-fPIC',
      '-DNAPI_VERSION=8',
      ...includes.flatMap((include) => ['-I', include]),
      ...sources,
      '-L',
      lib,
      '-ltensorflow',
      '-ltensorflow_framework',
      '-Wl,-rpath,$ORIGIN/../../deps/lib',
      '-o',
      join(output, 'tfjs_binding.node'),
    ],
  });
}

async function runOrExplain(context, progress, { name, text, command, args }) {
  progress.update({ text });
  const code = await runTool(context, { name, command, args });
  if (code !== 0) {
    throw new SetupError(
      `Libraries of the Python wheel: ${text} failed.\n${tailOfLog(logFileOf(context, name), 6)}`,
    );
  }
}

function findWheel(folder) {
  const name = statIfAny(folder) && readdirSync(folder).find((file) => file.endsWith('.whl'));
  return name && join(folder, name);
}

function pinnedSha256() {
  return /sha256:([0-9a-f]{64})/.exec(readFileSync(REQUIREMENTS, 'utf8'))[1];
}

async function sha256Of(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
