/**
 * What each verb of the command needs before it can run. A required step that fails stops the command; an optional one is
 * reported in a paragraph and the command goes on without it.
 */

const DATABASE = ['dependencies', 'prisma-client', 'postgres'];

const NEEDS = {
  up: { required: [...DATABASE, 'web'], optional: ['tensorflow', 'dataset'] },
  train: { required: [...DATABASE, 'tensorflow', 'dataset'], optional: [] },
  resume: { required: [...DATABASE, 'tensorflow'], optional: ['dataset'] },
  bench: { required: [...DATABASE, 'tensorflow', 'dataset'], optional: [] },
  worker: { required: [...DATABASE, 'tensorflow'], optional: ['dataset'] },
  sweep: { required: DATABASE, optional: ['tensorflow', 'dataset'] },
  runs: { required: DATABASE, optional: [] },
  sweeps: { required: DATABASE, optional: [] },
  workers: { required: DATABASE, optional: [] },
  gc: { required: DATABASE, optional: [] },
  db: { required: DATABASE, optional: [] },
  down: { required: DATABASE, optional: [] },
};
const ONLY_THE_CLI = { required: ['dependencies'], optional: [] };

/** REAL_PARTS is what the test suite needs; tests whose real part cannot be had are skipped, visibly. */
export const REAL_PARTS = NEEDS.up;

/** needsOf returns the set-up steps that a command line needs, as `{ required, optional }` lists of step ids. */
export function needsOf(args) {
  const needs = NEEDS[verbOf(args) ?? ''];
  if (needs === undefined || args.some((arg) => arg === '--help' || arg === '-h')) return ONLY_THE_CLI;
  const dataset = datasetOf(args);
  if (dataset === undefined || dataset === 'fashion-mnist') return needs;
  return { ...needs, required: needs.required.filter((step) => step !== 'dataset') };
}

/** verbOf is the first word of a command line that is not a flag. */
export function verbOf(args) {
  return args.find((arg) => !arg.startsWith('-'));
}

/** datasetOf finds the dataset that a command line names, by `--dataset X` or `--set dataset=X`; the last one counts. */
export function datasetOf(args) {
  let dataset;
  args.forEach((arg, index) => {
    const [flag, inlineValue] = splitOnce(arg);
    const value = inlineValue ?? args[index + 1];
    if (flag === '--dataset') dataset = value;
    if (flag === '--set' && value?.startsWith('dataset=')) dataset = value.slice('dataset='.length);
  });
  return dataset;
}

function splitOnce(arg) {
  const at = arg.indexOf('=');
  return at === -1 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}
