import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { logFileOf, runTool } from '../lib/context.mjs';
import { download } from '../lib/download.mjs';
import { remove, statIfAny } from '../lib/files.mjs';
import { formatBytes } from '../lib/reporter.mjs';
import { tailOfLog } from '../lib/run-logged.mjs';
import { fileMd5 } from './dataset-files.mjs';
import { findOnPath } from './npm.mjs';

/**
 * Where the files of Fashion-MNIST can come from. A source is `{ name, fetchFile({ file, partial, progress }) }`: it writes the
 * file to `partial`, or throws an Error that says why it cannot. Checking the contents is the caller's work.
 */

const UPSTREAM_URL = 'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/';
const DEBIAN_PACKAGE = 'dataset-fashion-mnist';
const DEBIAN_FOLDER = join('usr', 'share', 'datasets', 'fashion-mnist');

/** listSources gives the sources of a set-up in the order in which they are tried. */
export function listSources(context, { work }) {
  const named = context.env.LATEN_FASHION_MNIST_DIR;
  const local = [
    ...(named ? [folderSource(`LATEN_FASHION_MNIST_DIR (${named})`, named)] : []),
    ...context.datasetHomes.map((home) => folderSource(home, join(home, 'datasets', 'fashion-mnist'))),
  ];
  const installed = folderSource(`Debian package ${DEBIAN_PACKAGE}`, join('/', DEBIAN_FOLDER));
  if (context.offline) return [...local, installed];
  return [...local, upstreamSource(UPSTREAM_URL), installed, debianSource(context, { work })];
}

/** folderSource copies the files from a folder of this machine. */
export function folderSource(name, folder) {
  return {
    name,
    fetchFile: async ({ file, partial }) => {
      const path = join(folder, file.name);
      if (!statIfAny(path)) throw new Error(`${path} is not there`);
      remove(partial);
      copyFileSync(path, partial);
    },
  };
}

/** upstreamSource downloads the files, goes on with an interrupted download, and checks upstream's MD5. */
export function upstreamSource(baseUrl, { silenceMs } = {}) {
  let unreachable;
  return {
    name: `download from ${new URL(baseUrl).host}`,
    fetchFile: async ({ file, partial, progress }) => {
      if (unreachable) throw unreachable;
      const resumed = statIfAny(partial) !== undefined;
      const onProgress = ({ receivedBytes }) =>
        progress.update({
          fraction: receivedBytes / file.sizeBytes,
          text: `${file.name}, ${formatBytes(file.sizeBytes)}`,
        });
      const fetchOnce = () =>
        download({ url: new URL(file.name, baseUrl).href, partial, onProgress, silenceMs });
      try {
        await fetchOnce();
        if (resumed && (await fileMd5(partial)) !== file.md5) {
          remove(partial);
          await fetchOnce();
        }
      } catch (error) {
        unreachable = error;
        throw error;
      }
      const found = await fileMd5(partial);
      if (found === file.md5) return;
      remove(partial);
      throw new Error(`${file.name} arrived with other contents: MD5 expected ${file.md5}, found ${found}`);
    },
  };
}

/** debianSource fetches and unpacks Debian's package with apt and dpkg, which needs no root. */
function debianSource(context, { work }) {
  const unpacked = join(work, 'debian');
  let fetching;
  return {
    name: `Debian package ${DEBIAN_PACKAGE}, unpacked`,
    fetchFile: async ({ file, partial, progress }) => {
      fetching ??= fetchDebianPackage(context, { unpacked, progress });
      await fetching;
      await folderSource('', join(unpacked, DEBIAN_FOLDER)).fetchFile({ file, partial });
    },
  };
}

async function fetchDebianPackage(context, { unpacked, progress }) {
  if (!['apt-get', 'dpkg-deb'].every((tool) => findOnPath(tool, { env: context.env }))) {
    throw new Error('apt-get and dpkg-deb are not there');
  }
  remove(unpacked);
  mkdirSync(unpacked, { recursive: true });
  progress.update({ text: `apt-get download ${DEBIAN_PACKAGE}` });
  const archive =
    (await downloadArchive(context, unpacked, [])) ?? (await downloadWithOwnLists(context, unpacked));
  if (!archive)
    throw new Error(`apt-get could not download it:\n${tailOfLog(logFileOf(context, 'dataset-apt'), 3)}`);
  const unpack = ['-x', archive, '.'];
  const code = await runTool(context, {
    name: 'dataset-dpkg',
    command: 'dpkg-deb',
    args: unpack,
    cwd: unpacked,
  });
  if (code !== 0)
    throw new Error(`dpkg-deb could not unpack it:\n${tailOfLog(logFileOf(context, 'dataset-dpkg'), 3)}`);
}

/** downloadArchive fetches the .deb into a folder and returns its name, or undefined when apt could not. */
async function downloadArchive(context, folder, options) {
  const args = [...options, 'download', DEBIAN_PACKAGE];
  await runTool(context, { name: 'dataset-apt', command: 'apt-get', args, cwd: folder });
  return readdirSync(folder).find((name) => name.endsWith('.deb'));
}

/** A machine on which nobody has run `apt-get update` has no package lists; apt can keep a set of its own in any folder. */
async function downloadWithOwnLists(context, folder) {
  const lists = join(folder, 'apt', 'lists');
  const cache = join(folder, 'apt', 'cache');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  mkdirSync(join(cache, 'archives', 'partial'), { recursive: true });
  const options = ['-o', `Dir::State::Lists=${lists}`, '-o', `Dir::Cache=${cache}`];
  await runTool(context, {
    name: 'dataset-apt-update',
    command: 'apt-get',
    args: [...options, 'update'],
    cwd: folder,
  });
  return downloadArchive(context, folder, options);
}
