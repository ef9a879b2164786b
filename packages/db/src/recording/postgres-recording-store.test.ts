import type { Rollup, RunProgress, RunStatus, SeriesSummary, SweepStatus } from '@laten/shared';
import { describeRecordingStore } from '@laten/shared/testing';
import { createPostgresBlobStore } from '../blob/postgres-blob-store.ts';
import type { Database } from '../database.ts';
import { requestCancel } from '../run/request-cancel.ts';
import { createTestDatabase, newSweepSpec } from '../testing/index.ts';
import { createPostgresRecordingStore } from './postgres-recording-store.ts';

describeRecordingStore('PostgresRecordingStore', async () => {
  const test = await createTestDatabase();
  const { prisma } = test.database;
  const blobs = createPostgresBlobStore(test.database);
  const findSeries = (runId: string, name: string) =>
    prisma.series.findUnique({ where: { runId_name: { runId, name } } });

  return {
    store: createPostgresRecordingStore(test.database, blobs),
    inspect: {
      run: async (runId) => {
        const run = await prisma.run.findUniqueOrThrow({ where: { id: runId } });
        const { step, totalSteps, epoch, totalEpochs } = run;
        const progress: RunProgress = { step, totalSteps, epoch, totalEpochs };
        const { attempt, revision, reason } = run;
        return { status: run.status as RunStatus, attempt, revision, reason, progress };
      },
      points: async (runId, name) => {
        const series = await findSeries(runId, name);
        const points = await prisma.point.findMany({
          where: { seriesId: series?.id ?? -1 },
          orderBy: { step: 'asc' },
        });
        return points.map(({ step, epoch, value, wallTime }) => ({
          name,
          step,
          epoch,
          value,
          wallTimeMs: wallTime.getTime(),
        }));
      },
      summary: async (runId, name): Promise<SeriesSummary> => {
        const series = await prisma.series.findUniqueOrThrow({ where: { runId_name: { runId, name } } });
        const { last, lastStep, min, max, best, bestStep, n, nonFiniteCount } = series;
        return { last, lastStep, min, max, best, bestStep, n, nonFiniteCount };
      },
      rollups: async (runId, name, level): Promise<Rollup[]> => {
        const series = await findSeries(runId, name);
        const rollups = await prisma.rollup.findMany({
          where: { seriesId: series?.id ?? -1, level },
          orderBy: { bucket: 'asc' },
        });
        return rollups.map(({ seriesId: _series, revision: _revision, ...rollup }) => rollup);
      },
      artifacts: async (runId) => {
        const artifacts = await prisma.artifact.findMany({ where: { runId } });
        return artifacts.map(({ name, step, sizeBytes }) => ({ name, step, sizeBytes: Number(sizeBytes) }));
      },
      artifactText: async (runId, name, step) => {
        const artifact = await prisma.artifact.findFirstOrThrow({ where: { runId, name, step } });
        return new TextDecoder().decode((await blobs.get(artifact.sha256)) ?? undefined);
      },
      requestCancel: async (runId) => {
        await requestCancel(test.database, { runId });
      },
      makeTrial: async (runId, { mostFailures, mostLostWorkers, sweepStatus }) => {
        await prisma.run.update({ where: { id: runId }, data: { mostFailures, mostLostWorkers } });
        if (sweepStatus) await setSweep(test.database, runId, sweepStatus);
      },
    },
    close: () => test.drop(),
  };
});

/** The sweep has the id of its only trial. */
async function setSweep({ prisma }: Database, runId: string, status: SweepStatus): Promise<void> {
  const { experimentId } = await prisma.run.findUniqueOrThrow({ where: { id: runId } });
  const spec = newSweepSpec();
  const facts = {
    name: spec.name,
    spec,
    launchedSpec: spec,
    specVersion: 1,
    metric: spec.metric.name,
    goal: spec.metric.goal,
  };
  await prisma.sweep.upsert({
    where: { id: runId },
    create: { id: runId, experimentId, status, ...facts },
    update: { status },
  });
  await prisma.run.update({ where: { id: runId }, data: { sweepId: runId, trial: 0 } });
}
