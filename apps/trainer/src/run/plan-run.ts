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
  type ConfigKey,
  configHash,
  createId,
  LatenError,
  limits,
  type PresetName,
  presets,
  type RunConfig,
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

/** planNewRun describes a run to create and train. Throws LatenError (LIMIT_EXCEEDED) for labels that are too long. */
export async function planNewRun(input: {
  config: RunConfig;
  labels: RunLabels;
  arguments: readonly string[];
  onSignal: AttemptPlan['onSignal'];
}): Promise<AttemptPlan> {
  const { config, labels } = input;
  const name = labels.name ?? describeConfig(config);
  checkRunLabels({ ...labels, name });
  const [{ environment, diff }, hash] = await Promise.all([
    captureEnvironment({
      latenVersion: await readVersion(),
      arguments: input.arguments,
      folder: checkout,
    }),
    configHash(config),
  ]);
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
      environment: { ...environment, threads: config.threads },
    },
    firstArtifacts: diff ? [diff] : [],
    onSignal: input.onSignal,
  };
}

/**
 * planResume describes how an existing run goes on from its newest checkpoint, or from the start when it has none.
 * Throws LatenError when it is unknown, still alive, or has no epoch left.
 */
export async function planResume(input: {
  session: Session;
  run: string;
  epochs?: number;
  onSignal: AttemptPlan['onSignal'];
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
    runId: id,
    name: detail.name,
    config,
    resume,
    takeOver,
    datasetChecksum: checksumOf(detail),
    firstArtifacts: [],
    onSignal: input.onSignal,
  };
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

/** Names a run by its preset and what differs from it: "fashion-mnist-conv latentDim=16 beta=4". */
function describeConfig(config: RunConfig): string {
  const preset: Readonly<Record<string, unknown>> = presets[config.preset as PresetName] ?? {};
  const silent: readonly ConfigKey[] = ['preset', 'threads', 'epochs', 'deterministic'];
  const differing = (Object.entries(config) as [ConfigKey, unknown][]).filter(
    ([key, value]) => !silent.includes(key) && JSON.stringify(value) !== JSON.stringify(preset[key]),
  );
  const name = [config.preset, ...differing.map(([key, value]) => `${key}=${formatValue(value)}`)].join(' ');
  return name.slice(0, limits.runNameLength);
}

function formatValue(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

async function readVersion(): Promise<string> {
  const file = await readFile(path.join(checkout, 'package.json'), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
