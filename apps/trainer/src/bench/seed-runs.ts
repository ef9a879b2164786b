import { configHash, createId, type NewRun, type RunOutcome, resolveConfig } from '@laten/shared';
import type { Session } from '../run/session.ts';

/** Runs as they would have been recorded, for measuring the dashboard: through the real store, with made-up curves. */

const STEPS_PER_EPOCH = 467;
const METRICS_OF_A_STEP = ['loss', 'reconstruction_loss', 'kl_loss', 'images_per_second'] as const;
const METRICS_OF_AN_EPOCH = [
  'val_loss',
  'val_reconstruction_loss',
  'val_kl_loss',
  'val_nelbo',
  'active_units',
  'val_kl_dimension/0',
  'val_kl_dimension/1',
] as const;
const PARALLEL_WRITERS = 4;

/** seedTrainedRun records a finished run of so many epochs of 467 steps and returns its id. */
export async function seedTrainedRun(
  session: Session,
  { name, epochs, everyStep }: { name: string; epochs: number; everyStep: boolean },
): Promise<string> {
  const runId = createId();
  const totalSteps = epochs * STEPS_PER_EPOCH;
  const progress = { step: totalSteps, totalSteps, epoch: epochs, totalEpochs: epochs };
  const attempt = await session.store.beginAttempt({
    runId,
    create: await describeRun(name, epochs),
    keepThroughStep: null,
    supervisor: 'benchmark',
    progress,
  });
  const log = (names: readonly string[], steps: readonly number[]) =>
    session.store.writePoints({ ...attempt, ...curves(names, steps), id: createId(), notify: false });
  const ends = Array.from({ length: epochs }, (_, epoch) => (epoch + 1) * STEPS_PER_EPOCH);
  await log(METRICS_OF_AN_EPOCH, ends);
  const steps = everyStep ? Array.from({ length: totalSteps }, (_, i) => i + 1) : ends;
  for (let at = 0; at < steps.length; at += 2_000) await log(METRICS_OF_A_STEP, steps.slice(at, at + 2_000));
  const outcome: RunOutcome = {
    status: 'FINISHED',
    reason: null,
    reasonCode: null,
    progress,
    durationMs: totalSteps * 95,
  };
  await session.store.endAttempt({ ...attempt, outcome });
  return runId;
}

/** seedManyRuns records short finished runs, several at once. */
export async function seedManyRuns(session: Session, count: number): Promise<void> {
  let next = 0;
  const write = async () => {
    for (let i = next++; i < count; i = next++)
      await seedTrainedRun(session, { name: `run ${i} of many`, epochs: 5 + (i % 10), everyStep: false });
  };
  await Promise.all(Array.from({ length: PARALLEL_WRITERS }, write));
}

async function describeRun(name: string, epochs: number): Promise<NewRun> {
  const overrides = { epochs, latentDim: 2 ** (1 + (epochs % 4)), beta: epochs % 3 === 0 ? 4 : 1 };
  const config = resolveConfig({ preset: 'fashion-mnist-conv', overrides, defaultThreads: 2 });
  return {
    name,
    experiment: 'default',
    config,
    configHash: await configHash(config),
    tags: [],
    note: '',
    environment: {},
  };
}

/** Every metric at every step, falling with noise as a loss does. */
function curves(names: readonly string[], steps: readonly number[]) {
  const pairs = steps.flatMap((step) => names.map((_, series) => ({ step, series })));
  return {
    names,
    series: pairs.map(({ series }) => series),
    steps: pairs.map(({ step }) => step),
    epochs: pairs.map(({ step }) => Math.ceil(step / STEPS_PER_EPOCH)),
    values: pairs.map(
      ({ step, series }) => 250 + 100 * Math.exp(-step / 900) + 8 * Math.sin(step * 12.9898 + series),
    ),
    wallTimesMs: pairs.map(({ step }) => 1_700_000_000_000 + step * 95),
  };
}
