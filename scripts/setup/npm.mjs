import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { statIfAny } from '../lib/files.mjs';

/**
 * findNpm returns the command that runs npm, as `{ command, args }`: npm's own script when it can be found beside the Node in
 * use, else the `npm` of the PATH. It never runs npm on a Node inside `node_modules`, which `npm ci` is about to delete.
 */
export function findNpm({ root, env, execPath = process.execPath }) {
  const node = findNodeOutside(root, env, execPath);
  const script = [env.npm_execpath, ...besideNode(node)].find(
    (path) => path?.endsWith('npm-cli.js') && !isInside(path, root) && statIfAny(path),
  );
  if (script) return { command: node, args: [script] };
  const npm = findOnPath(process.platform === 'win32' ? 'npm.cmd' : 'npm', { root, env });
  return npm && { command: npm, args: [] };
}

/** findOnPath looks a program up in the PATH, leaving out folders inside `root`. */
export function findOnPath(name, { root, env }) {
  return (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !(root && isInside(folder, root)))
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function findNodeOutside(root, env, execPath) {
  if (!isInside(execPath, root)) return execPath;
  return findOnPath(process.platform === 'win32' ? 'node.exe' : 'node', { root, env }) ?? execPath;
}

function besideNode(node) {
  const folder = dirname(realpathSync(node));
  return [
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
}

function isInside(path, root) {
  return path === root || path.startsWith(root + sep);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
