import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  checkRunLabels,
  findCheckpoint,
  findRun,
  getRunDetail,
  type RunDetail,
  readArtifact,
} from '@laten/db';
import {
  configHash,
  createId,
  describeConfig,
  LatenError,
  type NewArtifact,
  type NewRun,
  type RunConfig,
  RunStateError,
} from '@laten/shared';
import { captureEnvironment } from '../capture/capture-environment.ts';
import type { AttemptPlan, ResumePoint } from './run-attempt.ts';
import type { Session } from './session.ts';
import { isGoneHere } from './supervisor-name.ts';

/** The code that trains: its commit and its uncommitted changes are recorded with each run. */
const checkout = fileURLToPath(new URL('../../../../', import.meta.url));

/** RunLabels are what people call a run. */
export type RunLabels = {
  readonly name?: string;
  readonly tags: readonly string[];
  readonly note: string;
  readonly experiment: string;
};

/** planNewRun describes a run to create and train in this terminal. Throws LatenError (LIMIT_EXCEEDED) for labels that are too long. */
export async function planNewRun(input: {
  config: RunConfig;
  labels: RunLabels;
  arguments: readonly string[];
}): Promise<AttemptPlan> {
  const { config, labels } = input;
  const name = labels.name ?? describeConfig(config);
  checkRunLabels({ ...labels, name });
  const [captured, hash] = await Promise.all([capture(input), configHash(config)]);
  return {
    runId: createId(),
    name,
    config,
    create: {
      name,
      experiment: labels.experiment,
      config,
      configHash: hash,
      tags: labels.tags,
      note: labels.note,
      environment: captured.environment,
    },
    firstArtifacts: captured.artifacts,
    holder: 'terminal',
  };
}

/**
 * planResume describes how a terminal goes on with a run from its newest checkpoint, or from the start when it has none.
 * Throws LatenError when it is unknown, still alive, or has no epoch left.
 */
export async function planResume(input: {
  session: Session;
  run: string;
  epochs?: number;
}): Promise<AttemptPlan> {
  const { database } = input.session;
  const { id } = await findRun(database, input.run);
  const detail = await getRunDetail(database, id);
  const config = { ...detail.config, epochs: input.epochs ?? detail.config.epochs };
  const resume = await readResumePoint(input.session, detail);
  refuseFinished({
    detail,
    config,
    done: resume?.epoch ?? 0,
    extended: input.epochs !== undefined,
    typed: input.run,
  });
  const takeOver = detail.status === 'RUNNING' && (await isGoneHere(detail.supervisor));
  return {
    ...planExisting(detail),
    config,
    newConfig: input.epochs === undefined ? undefined : config,
    resume,
    takeOver,
    firstArtifacts: [],
    holder: 'terminal',
  };
}

/**
 * planQueuedRun describes how a worker begins a QUEUED run, or goes on with it. Throws RunNotFoundError, or RunStateError
 * for one that does not wait any more: nothing is loaded for it.
 */
export async function planQueuedRun(input: {
  session: Session;
  runId: string;
  arguments: readonly string[];
}): Promise<AttemptPlan> {
  const detail = await getRunDetail(input.session.database, input.runId);
  if (detail.status !== 'QUEUED') {
    throw new RunStateError(`Run ${detail.id} is ${detail.status}; it waits for no worker.`);
  }
  const [resume, captured] = await Promise.all([
    readResumePoint(input.session, detail),
    detail.attempt === 0 ? capture({ ...input, config: detail.config }) : null,
  ]);
  return {
    ...planExisting(detail),
    resume,
    environment: captured?.environment,
    firstArtifacts: captured?.artifacts ?? [],
    holder: 'worker',
  };
}

function planExisting(
  detail: RunDetail,
): Pick<AttemptPlan, 'runId' | 'name' | 'config' | 'plannedFrom' | 'datasetChecksum'> {
  const { id, name, config, attempt, configHash } = detail;
  return {
    runId: id,
    name,
    config,
    plannedFrom: { attempt, configHash },
    datasetChecksum: checksumOf(detail),
  };
}

async function capture(input: {
  config: RunConfig;
  arguments: readonly string[];
}): Promise<{ environment: NewRun['environment']; artifacts: NewArtifact[] }> {
  const { environment, diff } = await captureEnvironment({
    latenVersion: await readVersion(),
    arguments: input.arguments,
    folder: checkout,
  });
  return { environment: { ...environment, threads: input.config.threads }, artifacts: diff ? [diff] : [] };
}

/** The checksum of the images that the run began with. */
function checksumOf({ environment }: RunDetail): string | undefined {
  const dataset = environment.dataset as { sha256?: string } | undefined;
  return dataset?.sha256;
}

/** A run that died after its last checkpoint still has its end to come; one that FINISHED needs more epochs. */
function refuseFinished(input: {
  detail: RunDetail;
  config: RunConfig;
  done: number;
  extended: boolean;
  typed: string;
}): void {
  const { detail, config, done, extended, typed } = input;
  if (done < config.epochs || (detail.status !== 'FINISHED' && !extended)) return;
  throw new LatenError(
    'RUN_STATE',
    `Run ${detail.id} has done ${done} epochs and ${config.epochs} are asked for. To train it further: ./laten resume ${typed} --epochs ${done + 5}`,
  );
}

async function readResumePoint({ database }: Session, detail: RunDetail): Promise<ResumePoint | undefined> {
  const checkpoint = await findCheckpoint(database, { runId: detail.id, which: 'latest' });
  if (!checkpoint) return undefined;
  const log = detail.artifacts.find((artifact) => artifact.kind === 'log');
  const [file, logFile] = await Promise.all([
    readArtifact(database, { id: checkpoint.id }),
    log ? readArtifact(database, { id: log.id }) : null,
  ]);
  if (!file) return undefined;
  return {
    step: checkpoint.step ?? 0,
    epoch: checkpoint.epoch ?? 0,
    checkpoint: file.bytes,
    log: logFile ? new TextDecoder().decode(logFile.bytes) : '',
    metrics: Object.fromEntries(
      Object.entries(detail.summary).flatMap(([name, { last }]) => (last === null ? [] : [[name, last]])),
    ),
  };
}

/** readVersion returns the version of this Laten. */
export async function readVersion(): Promise<string> {
  const file = await readFile(path.join(checkout, 'package.json'), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
