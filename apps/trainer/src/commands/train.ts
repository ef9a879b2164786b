import os from 'node:os';
import path from 'node:path';
import { type ConfigOverrides, parseAssignment, type RunConfig, resolveConfig } from '@laten/shared';
import { requireDatasetFolder } from '../datasets/load-dataset.ts';
import { exitCodeOfEnd } from '../exit-codes.ts';
import { planNewRun } from '../run/plan-run.ts';
import { runAttempt } from '../run/run-attempt.ts';
import { openSession } from '../run/session.ts';
import type { CommandContext } from './command-context.ts';

/** TrainOptions are the flags of `train`, as typed. */
export type TrainOptions = {
  readonly preset?: string;
  readonly set: readonly string[];
  readonly dataset?: string;
  readonly latentDim?: string;
  readonly beta?: string;
  readonly learningRate?: string;
  readonly epochs?: string;
  readonly batchSize?: string;
  readonly seed?: string;
  readonly limit?: string;
  readonly threads?: string;
  readonly deterministic?: boolean;
  readonly name?: string;
  readonly tag: readonly string[];
  readonly note?: string;
  readonly experiment: string;
  readonly json?: boolean;
};

const flagKeys = [
  'dataset',
  'latentDim',
  'beta',
  'learningRate',
  'epochs',
  'batchSize',
  'seed',
  'limit',
  'threads',
  'deterministic',
] as const;

/** train runs one experiment: config from preset and flags, one run, one attempt. Returns the exit code. */
export async function train(options: TrainOptions, context: CommandContext): Promise<number> {
  const config = configFromOptions(options);
  await requireDatasetFolder({ dataset: config.dataset, home: context.environment.home });
  const plan = await planNewRun({
    config,
    labels: {
      name: options.name,
      tags: options.tag,
      note: options.note ?? '',
      experiment: options.experiment,
    },
    arguments: context.arguments,
  });
  const session = await openSession(context.environment, context.say);
  try {
    const view = await context.createView(config, options.json === true);
    const end = await runAttempt({ session, plan, view, signals: context.signals });
    return exitCodeOfEnd(end, context.signals.received);
  } finally {
    await session.close();
  }
}

/** configFromOptions lays `--set` and then the flags over the preset. Throws ConfigInvalidError or NotYetBuiltError. */
export function configFromOptions(options: TrainOptions): RunConfig {
  const assignments = [
    ...options.set,
    ...flagKeys.flatMap((key) => (options[key] === undefined ? [] : [`${key}=${options[key]}`])),
  ];
  const overrides: ConfigOverrides = Object.assign({}, ...assignments.map(parseAssignment));
  const { preset = options.preset, ...rest } = overrides;
  if (rest.dataset && rest.dataset !== 'fashion-mnist') rest.dataset = path.resolve(rest.dataset);
  return resolveConfig({ preset, overrides: rest, defaultThreads: os.availableParallelism() });
}
