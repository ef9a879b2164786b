import { delimiter, join } from 'node:path';
import { logFileOf, modulePath, requireRuntime, runTool } from '../lib/context.mjs';
import { folderSizeBytes, readJsonIfAny } from '../lib/files.mjs';
import { formatBytes } from '../lib/reporter.mjs';
import { tailOfLog } from '../lib/run-logged.mjs';
import { SetupError } from '../lib/setup-error.mjs';

const REACHABLE_WITHIN_MS = 4_000;

/**
 * buildFromOfficialDownload runs tfjs-node's own install script on a copy of the package, so that a kill leaves the installed
 * one untouched. It is tried only when the host that the package names answers within four seconds.
 */
export async function buildFromOfficialDownload({ context, progress, stage }) {
  if (context.offline) throw new SetupError('Official download: skipped, LATEN_OFFLINE is set.');
  const host = new URL(
    readJsonIfAny(modulePath(context, '@tensorflow', 'tfjs-node', 'package.json')).binary.host,
  ).origin;
  progress.update({ text: `asking ${host}` });
  if (!(await answers(host))) throw new SetupError(`Official download: ${host} did not answer.`);
  const folder = stage();
  const node = requireRuntime(context).path;
  const code = await runTool(context, {
    name: 'tensorflow-official',
    command: node,
    args: [join('scripts', 'install.js'), 'cpu', 'download'],
    cwd: folder,
    env: { PATH: [modulePath(context, '.bin'), context.env.PATH].join(delimiter) },
    onPoll: () => progress.update({ text: `downloading, ${formatBytes(folderSizeBytes(folder))} unpacked` }),
  });
  if (code !== 0) {
    throw new SetupError(
      `Official download: the package's install script failed.\n${tailOfLog(logFileOf(context, 'tensorflow-official'), 4)}`,
    );
  }
  return { folder, source: 'official download' };
}

async function answers(url) {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(REACHABLE_WITHIN_MS) });
    return true;
  } catch {
    return false;
  }
}
