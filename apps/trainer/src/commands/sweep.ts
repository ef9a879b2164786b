import {
  checkSweepPriority,
  createSweep,
  DEFAULT_EXPERIMENT,
  findMissingLabels,
  getSweep,
  listRecentThroughput,
} from '@laten/db';
import {
  countTrainingImages,
  createId,
  estimateSweep,
  groupWork,
  LatenError,
  limits,
  type SweepEstimate,
} from '@laten/shared';
import { loadDataset, requireDatasetFolder } from '../datasets/load-dataset.ts';
import { requireEnoughImages } from '../datasets/splits.ts';
import { exitCodes } from '../exit-codes.ts';
import { openSession, type Session } from '../run/session.ts';
import { describePlan, describeTrials } from '../sweep/describe-plan.ts';
import { followSweep } from '../sweep/follow-sweep.ts';
import { chooseLocalConcurrency } from '../sweep/local-crew.ts';
import { readSweepRequest, type SweepRequest } from '../sweep/read-sweep-request.ts';
import type { SweepFlags } from '../sweep/sweep-flags.ts';
import { describeVacancy, findTakers, type Takers } from '../sweep/takers.ts';
import type { CommandContext } from './command-context.ts';

/** SweepOptions are the flags of `sweep`, as typed. */
export type SweepOptions = SweepFlags & {
  readonly note?: string;
  readonly experiment?: string;
  readonly priority?: string;
  readonly key?: string;
  readonly dryRun?: boolean;
  readonly detach?: boolean;
  readonly json?: boolean;
};

/** A crew is who will train the trials: workers that live, or so many at once in this process. */
type Crew = { readonly takers: Takers; readonly local: number };

/** sweep launches a sweep and follows it to its end, training its trials here when nobody else does. Returns the exit code. */
export async function sweep(
  file: string | undefined,
  options: SweepOptions,
  context: CommandContext,
): Promise<number> {
  const request = await readSweepRequest(file, options);
  const priority = parsePriority(options.priority ?? '0');
  const key = parseKey(options.key);
  const session = await openSession(context.environment, context.say);
  try {
    await refuseMissingLabels(session, request);
    const crew = await chooseCrew(session, request);
    await sayPlan({ request, options, crew, session, context });
    if (options.dryRun) return exitCodes.ok;
    if (crew.local > 0 && !options.detach) await requireImages(request, context);
    const launched = await createSweep(session.database, {
      sweepId: createId(),
      key,
      experiment: options.experiment ?? DEFAULT_EXPERIMENT,
      spec: request.spec,
      note: options.note ?? request.note,
      trials: request.trials,
      priority,
    });
    sayLaunch({ request, options, launched, context });
    const view = await context.createSweepView(options.json === true);
    if (!options.detach) {
      return await followSweep({
        session,
        sweepId: launched.id,
        view,
        context,
        localConcurrency: crew.local,
        standsIn: request.spec.labels.length === 0,
      });
    }
    view.end(await getSweep(session.database, launched.id));
    return exitCodes.ok;
  } finally {
    await session.close();
  }
}

/** parsePriority reads a priority as it was typed. Throws LatenError (USAGE, LIMIT_EXCEEDED). */
export function parsePriority(text: string): number {
  const priority = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(priority)) throw new LatenError('USAGE', `The priority "${text}" is no number.`);
  checkSweepPriority(priority);
  return priority;
}

/** parseKey reads the key of a launch as it was typed. Throws LatenError (LIMIT_EXCEEDED). */
function parseKey(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (text.length >= 1 && text.length <= limits.launchKeyLength) return text;
  throw new LatenError(
    'LIMIT_EXCEEDED',
    `--key has 1 to ${limits.launchKeyLength} characters; this one has ${text.length}.`,
  );
}

async function refuseMissingLabels({ database }: Session, { spec, refuse }: SweepRequest): Promise<void> {
  const { labels } = spec;
  if (labels.length === 0) return;
  const { anyWorker, missing } = await findMissingLabels(database, labels);
  if (missing.length === 0) return;
  const lacking = anyWorker
    ? `No living worker has ${labels.join(' and ')}: ${missing.join(' and ')} is what the nearest one lacks.`
    : `No worker is alive, so none has ${labels.join(' and ')}.`;
  const advice = `Start one with \`./laten worker --labels ${labels.join(',')}\`, or leave the labels out.`;
  throw refuse([{ path: ['labels'], message: `${lacking} ${advice}` }]);
}

/** What is trained here has no labels: trials that ask for some wait for a worker that has them. */
async function chooseCrew({ database }: Session, { spec }: SweepRequest): Promise<Crew> {
  const takers = await findTakers(database, spec.labels);
  const isHere = takers.count === 0 && spec.labels.length === 0;
  return { takers, local: isHere ? await chooseLocalConcurrency() : 0 };
}

/** What is trained here is looked at here: the folders are there, and those that only the trainer can count have enough images. */
async function requireImages({ trials }: SweepRequest, context: CommandContext): Promise<void> {
  const { home } = context.environment;
  const byDataset = Map.groupBy(trials, ({ config }) => config.dataset);
  for (const [dataset, plans] of byDataset) {
    if (countTrainingImages(dataset) !== null) {
      await requireDatasetFolder({ dataset, home });
      continue;
    }
    const images = await loadDataset({ dataset, home });
    for (const { config } of plans) requireEnoughImages(images, config);
  }
}

type Plan = {
  readonly request: SweepRequest;
  readonly options: SweepOptions;
  readonly context: CommandContext;
};

async function sayPlan(input: Plan & { crew: Crew; session: Session }): Promise<void> {
  const { request, options, crew, session, context } = input;
  const { spec, trials, notices, overriding } = request;
  const concurrency = Math.min(trials.length, crew.takers.count || crew.local || 1);
  const recent = await listRecentThroughput(session.database);
  const work = groupWork(trials.map(({ config }) => config));
  const estimate = estimateSweep(work, { recent, concurrency });
  for (const notice of notices) context.say(`! ${notice}`);
  // Whoever follows the sweep hears of it there.
  const isLeft = options.dryRun || options.detach;
  if (isLeft && crew.takers.count === 0 && crew.local === 0) {
    context.say(`! ${describeVacancy(crew.takers)}`);
  }
  if (options.json) return sayPlanAsJson(input, estimate);
  if (overriding.length > 0) context.print(`instead of what the file says: ${overriding.join(', ')}`);
  context.print(describePlan(spec, { trials: trials.length, estimate, concurrency }));
  if (options.dryRun) context.print(`${describeTrials(trials)}\nNothing was queued: this was a dry run.`);
}

function sayPlanAsJson({ request, options, context }: Plan, estimate: SweepEstimate): void {
  if (!options.dryRun) return;
  const { spec, trials } = request;
  for (const { trial, name, parameters } of trials) {
    context.print(JSON.stringify({ type: 'planned-trial', trial, name, parameters }));
  }
  const estimatedMs = 'unknown' in estimate ? null : Math.round(estimate.durationMs);
  context.print(JSON.stringify({ type: 'plan', name: spec.name, trials: trials.length, estimatedMs, spec }));
}

function sayLaunch(input: Plan & { launched: { id: string; created: boolean } }): void {
  const { request, options, launched, context } = input;
  const { id, created } = launched;
  if (options.json) {
    const { name, method, metric } = request.spec;
    const started = {
      type: 'sweep-started',
      id,
      created,
      name,
      method,
      metric,
      trials: request.trials.length,
    };
    context.print(JSON.stringify(started));
    return;
  }
  context.print(
    created
      ? `sweep ${id}, ${request.trials.length} trials queued`
      : `sweep ${id} was launched before with the key "${options.key}"`,
  );
}
