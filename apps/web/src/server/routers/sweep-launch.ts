import { createSweep, type Database, findMissingLabels } from '@laten/db/rows';
import {
  countTrials,
  createId,
  groupWork,
  limits,
  planTrials,
  readSweepSpec,
  SweepInvalidError,
  type SweepIssue,
  type SweepSpec,
  TRIAL_THREADS,
  type TrialPlan,
  type TrialWork,
  writeSweepFile,
} from '@laten/shared';
import { z } from 'zod';
import { createRouter, procedure } from '../trpc.ts';
import { experimentName, note } from './inputs.ts';

const SHOWN_TRIALS = 5;

/** A sweep in the shape of a file; `readSweepSpec` says what is wrong with it, place by place. */
const sweepFile = z
  .record(z.string(), z.unknown())
  .refine((file) => JSON.stringify(file).length <= limits.sweepFileBytes, 'too large for a sweep');

const createInput = z.strictObject({
  /** Made by the client when its form opens: the same key makes one sweep, however often it arrives. */
  key: z.string().min(1).max(limits.launchKeyLength),
  experiment: experimentName,
  note,
  priority: z.number().int().min(limits.sweepPriority.min).max(limits.sweepPriority.max),
  file: sweepFile,
});

const local = procedure.meta({ allow: ['local'] });

/** sweepLaunchRouter says what a sweep would be before it is one, and queues it. */
export const sweepLaunchRouter = createRouter({
  /** What the file of a sweep means: its trials and what they have to do, or all that is wrong with it. Queues nothing. */
  plan: local
    .input(z.strictObject({ file: sweepFile }))
    .query(async ({ ctx, input }) => planSweep(ctx.database, input.file)),

  /** Queues a sweep with all of its trials, or refuses it and queues nothing. */
  create: local.input(createInput).mutation(async ({ ctx, input: { file, ...rest } }) => {
    const { spec, trials, note } = readSweep(file);
    const missing = await listLabelIssues(ctx.database, spec);
    if (missing.length > 0) throw new SweepInvalidError(missing);
    return createSweep(ctx.database, { ...rest, sweepId: createId(), spec, trials, note: rest.note || note });
  }),
});

/** SweepPlan is what a sweep would be. */
type SweepPlan = {
  readonly name: string;
  readonly trials: number;
  readonly points: number;
  /** The sweep as a file, whole and in order. */
  readonly file: Record<string, unknown>;
  readonly spec: SweepSpec;
  readonly first: readonly Pick<TrialPlan, 'trial' | 'name' | 'parameters'>[];
  readonly work: readonly TrialWork[];
  /** What has another meaning than one may think, by its place in the file. */
  readonly notices: readonly SweepIssue[];
};

async function planSweep(
  database: Database,
  file: Record<string, unknown>,
): Promise<{ plan: SweepPlan | null; issues: readonly SweepIssue[] }> {
  try {
    const { spec, trials, notices } = readSweep(file);
    const plan = {
      name: spec.name,
      trials: trials.length,
      points: trials.length / spec.seeds,
      file: writeSweepFile(spec),
      spec,
      first: trials
        .slice(0, SHOWN_TRIALS)
        .map(({ trial, name, parameters }) => ({ trial, name, parameters })),
      work: groupWork(trials.map(({ config }) => config)),
      notices,
    };
    return { plan, issues: await listLabelIssues(database, spec) };
  } catch (error) {
    if (error instanceof SweepInvalidError) return { plan: null, issues: error.issues };
    throw error;
  }
}

function readSweep(file: Record<string, unknown>) {
  const { spec, note, notices } = readSweepSpec(file, { defaultThreads: TRIAL_THREADS });
  const trials = planTrials(spec, { from: 0, to: countTrials(spec) }, { defaultThreads: TRIAL_THREADS });
  return { spec, note, trials, notices };
}

/** A sweep for which no worker lives that has its labels would wait for ever. */
async function listLabelIssues(database: Database, { labels }: SweepSpec): Promise<SweepIssue[]> {
  const { missing } = await findMissingLabels(database, labels);
  if (missing.length === 0) return [];
  const all = labels.join(',');
  const lacking =
    missing.length < labels.length ? `: none of them has ${missing.join(' and ')} beside the rest` : '';
  const advice = `Start one with \`./laten worker --labels ${all}\`, or take labels away.`;
  return [{ path: ['labels'], message: `No living worker has ${labels.join(' and ')}${lacking}. ${advice}` }];
}
