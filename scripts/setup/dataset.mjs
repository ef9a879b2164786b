import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonIfAny, remove, statIfAny, writeJsonWhole } from '../lib/files.mjs';
import { withLock } from '../lib/lock.mjs';
import { EXIT_CODES, SetupError } from '../lib/setup-error.mjs';
import { FASHION_MNIST_FILES, findFault } from './dataset-files.mjs';
import { listSources } from './dataset-sources.mjs';

/**
 * Fashion-MNIST in `datasets/fashion-mnist/` of the home. A file is checked in full when it arrives and whenever its size or
 * time differs from the stamp `verified.json`; at each other start that comparison is all.
 */

/** datasetStep provides the four files of Fashion-MNIST, checked. */
export const datasetStep = {
  id: 'dataset',
  title: 'Fashion-MNIST',
  cost: { downloadBytes: 31e6, diskBytes: 150e6 },
  folder: ({ home }) => home,
  occupies: (context) => [datasetFolder(context)],
  inspect,
  examine,
  install: (context, progress) => provideDataset({ context, progress }),
};

/** datasetFolder is where the files of Fashion-MNIST lie in a home. */
export function datasetFolder({ home }) {
  return join(home, 'datasets', 'fashion-mnist');
}

const stampFile = (context) => join(datasetFolder(context), 'verified.json');

function inspect(context) {
  const stamp = readJsonIfAny(stampFile(context));
  const unchecked = FASHION_MNIST_FILES.find(({ name }) => !isAsStamped(context, stamp, name));
  if (!unchecked) return { state: 'ok', source: stamp.source, version: '60,000 + 10,000 images' };
  const path = join(datasetFolder(context), unchecked.name);
  if (!statIfAny(path)) return { state: 'missing', detail: `${unchecked.name} is not there` };
  return {
    state: 'broken',
    detail: `${unchecked.name} has changed since it was checked`,
    mend: 'The next start checks it.',
  };
}

/** examine reads every file in full. */
async function examine(context) {
  const finding = inspect(context);
  if (finding.state === 'missing') return finding;
  for (const { name, sha256 } of FASHION_MNIST_FILES) {
    const fault = await findFault(join(datasetFolder(context), name), sha256);
    if (fault)
      return {
        state: 'broken',
        detail: fault,
        mend: 'The next start of ./laten train sets the file aside and fetches it again.',
      };
  }
  return { ...finding, state: 'ok', detail: undefined, mend: undefined };
}

function isAsStamped(context, stamp, name) {
  const entry = stamp?.files?.[name];
  const stat = statIfAny(join(datasetFolder(context), name));
  return entry !== undefined && stat?.size === entry.sizeBytes && stat.mtimeMs === entry.mtimeMs;
}

/**
 * provideDataset checks what is in the cache, sets faulty files aside and fetches what is missing from the first source that has
 * it. Two set-ups of one home take turns.
 */
export async function provideDataset({
  context,
  progress,
  files = FASHION_MNIST_FILES,
  findSources = listSources,
}) {
  const folder = datasetFolder(context);
  const onWait = (pid) => progress.note(`process ${pid} is fetching it; waiting`);
  await withLock({ folder: join(folder, 'lock'), onWait }, async () => {
    const work = join(folder, 'work');
    mkdirSync(work, { recursive: true });
    const stamp = readJsonIfAny(stampFile(context));
    const sources = findSources(context, { work });
    let source = stamp?.source ?? 'already there';
    for (const file of files) {
      if (isAsStamped(context, stamp, file.name) || (await keepIfSound({ folder, file, progress }))) continue;
      source = await fetchFile({ file, folder, work, progress, sources });
    }
    writeStamp({ context, folder, files, source });
    remove(work);
  });
}

/** keepIfSound tells whether a file of the cache is there and sound; a faulty one is named and set aside. */
async function keepIfSound({ folder, file, progress }) {
  const path = join(folder, file.name);
  if (!statIfAny(path)) return false;
  progress.update({ text: `checking ${file.name}` });
  const fault = await findFault(path, file.sha256);
  if (!fault) return true;
  renameSync(path, `${path}.broken`);
  progress.note(`${fault}. It was set aside as ${file.name}.broken and is fetched again.`);
  return false;
}

/** fetchFile tries the sources in order until one gives a sound file, puts that in place and returns the source's name. */
async function fetchFile({ file, folder, work, progress, sources }) {
  const partial = join(work, file.name);
  const refusals = [];
  for (const source of sources) {
    try {
      await source.fetchFile({ file, partial, progress });
      const fault = await findFault(partial, file.sha256);
      if (!fault) {
        renameSync(partial, join(folder, file.name));
        return source.name;
      }
      remove(partial);
      refusals.push(`${source.name}: ${fault}`);
    } catch (error) {
      refusals.push(`${source.name}: ${error.message}`);
    }
  }
  throw new SetupError(
    [
      `Fashion-MNIST could not be had: ${file.name} is missing.`,
      ...refusals.map((reason) => `  - ${reason}`),
      'Or put the four .gz files of Fashion-MNIST into a folder and name it with LATEN_FASHION_MNIST_DIR.',
    ].join('\n'),
    { exitCode: EXIT_CODES.dataset },
  );
}

function writeStamp({ context, folder, files, source }) {
  const entries = files.map(({ name }) => {
    const { size, mtimeMs } = statIfAny(join(folder, name));
    return [name, { sizeBytes: size, mtimeMs }];
  });
  writeJsonWhole(stampFile(context), { source, files: Object.fromEntries(entries) });
}
