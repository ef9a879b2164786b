import path from 'node:path';
import { LatenError, type SweepIssue } from '@laten/shared';
import type { SweepPath, SweepText } from './parse-sweep-text.ts';
import { type Position, quoteLine } from './quote-line.ts';
import { flagOfPath, type Patch, readPatches, type SweepFlags } from './sweep-flags.ts';

/** Puts a file and a command line together to one search space in W&B's shape, and finds the way back for what is wrong in it. */

/** SweepInput is a search space that nobody has checked. */
export type SweepInput = {
  /** In W&B's shape. */
  readonly value: Readonly<Record<string, unknown>>;
  isWrittenAsReal(path: SweepPath): boolean;
  /** explain says where an issue comes from: the flag, or the line of the file, which it quotes. */
  explain(issue: SweepIssue): string;
  /** rank puts issues in the order in which people read: of the flags, and then of the file's lines. */
  rank(issue: SweepIssue): number;
  /** The flags that say otherwise than the file. */
  readonly overriding: readonly string[];
};

/** buildSweepInput lays the flags over the file. Throws LatenError (USAGE, CONFIG_INVALID) for what is wrong with the flags. */
export function buildSweepInput(file: SweepText | null, flags: SweepFlags): SweepInput {
  if (!file && flags.set.length === 0) throw nothingToSearch();
  const patches = readPatches(flags, { overFile: file !== null });
  const value = openShorthands(structuredClone(file?.value ?? {}));
  const overriding = patches.filter((patch) => saysOtherwise(value, patch)).map(({ flag }) => flag);
  for (const patch of patches) apply(value, patch);
  resolveDatasets(value);
  return {
    value,
    isWrittenAsReal: (path) => file !== null && !findPatch(patches, path) && file.isWrittenAsReal(path),
    explain: (issue) => explain(issue, patches, file),
    rank: ({ path }) => (file === null || findPatch(patches, path) ? 0 : rankOf(file.locate(path))),
    overriding,
  };
}

function nothingToSearch(): LatenError {
  return new LatenError(
    'USAGE',
    [
      'Name a sweep file, or say what to vary:',
      '  ./laten sweep sweeps/beta.yaml',
      '  ./laten sweep --set beta=0.5,1,2,4 --set latentDim=2,8 --seeds 3 --epochs 3 --limit 6000',
      '  ./laten sweep --set learningRate=1e-4..1e-2 --trials 20',
    ].join('\n'),
  );
}

type Mapping = Record<string, unknown>;

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function getPart(whole: unknown, path: SweepPath): unknown {
  return path.reduce((part, key) => (isMapping(part) ? part[key] : undefined), whole);
}

/** What a file may say in short is laid open, so that a flag can change a part of it. */
function openShorthands(value: Mapping): Mapping {
  const { base, retries } = value;
  if (typeof base === 'string') value.base = { preset: base };
  if (typeof retries === 'number') value.retries = { failed: retries };
  return value;
}

function saysOtherwise(value: Mapping, { path, instead = path, value: said }: Patch): boolean {
  const written = getPart(value, path) ?? getPart(value, instead);
  return written !== undefined && JSON.stringify(written) !== JSON.stringify(said);
}

function apply(value: Mapping, { path, instead, value: said }: Patch): void {
  if (instead) deletePart(value, instead);
  setPart(value, path, said);
}

function deletePart(whole: Mapping, path: SweepPath): void {
  const parent = getPart(whole, path.slice(0, -1));
  if (isMapping(parent)) delete parent[path.at(-1) ?? ''];
}

/** What a file has where a mapping belongs stays as it is: it is refused with the rest of what is wrong. */
function setPart(whole: Mapping, [key = '', ...rest]: SweepPath, value: unknown): void {
  if (rest.length === 0) whole[key] = value;
  else {
    whole[key] ??= {};
    const part = whole[key];
    if (isMapping(part)) setPart(part, rest, value);
  }
}

/** Folders are named from where the command is typed, as for `train`. */
function resolveDatasets(value: Mapping): void {
  const resolve = (dataset: unknown) =>
    typeof dataset === 'string' && dataset !== 'fashion-mnist' ? path.resolve(dataset) : dataset;
  const space = getPart(value, ['parameters', 'dataset']);
  if (isMapping(space) && 'value' in space) space.value = resolve(space.value);
  if (isMapping(space) && Array.isArray(space.values)) space.values = space.values.map(resolve);
  if (isMapping(value.base) && 'dataset' in value.base) value.base.dataset = resolve(value.base.dataset);
}

function findPatch(patches: readonly Patch[], path: SweepPath): Patch | undefined {
  return patches.findLast((patch) => patch.path.every((part, place) => part === path[place]));
}

function explain(issue: SweepIssue, patches: readonly Patch[], file: SweepText | null): string {
  const { path, message } = issue;
  const patch = findPatch(patches, path);
  if (patch) return `${patch.flag}: ${message}`;
  if (!file) return [flagOfPath(path), message].filter((part) => part !== '').join(': ');
  if (path.length === 0) return `${file.file}: ${message}`;
  const position = file.locate(path);
  const where = `${file.file}:${position.line}:${position.column}`;
  return `${where}  ${formatPath(path)}: ${message}${quoteLine(file.text, position)}`;
}

function rankOf({ line, column }: Position): number {
  return line + 1 - 1 / column;
}

/** formatPath writes a path as people do, counting from 1: parameters.beta.values, place 2. */
function formatPath(path: SweepPath): string {
  const places = path.map((part) => (typeof part === 'number' ? `, place ${part + 1}` : `.${part}`));
  return places.join('').slice(1);
}
