import { beatWorker, getSweep, listRuns, removeWorker } from '@laten/db';
import { createTestDatabase, type TestDatabase } from '@laten/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../exit-codes.ts';
import { createIdxFolder } from '../testing/idx-folder.ts';
import { runCommand } from '../testing/run-command.ts';
import type { CommandContext } from './command-context.ts';
import { type SweepOptions, sweep } from './sweep.ts';
import {
  addTrialsCommand,
  cancelSweepCommand,
  deleteSweepCommand,
  listSweepsCommand,
  pauseSweepCommand,
  prioritizeSweepCommand,
  resumeSweepCommand,
  retrySweepCommand,
  showSweepCommand,
  watchSweepCommand,
} from './sweeps.ts';
import { listWorkersCommand, resumeWorkerCommand } from './workers.ts';

/** The commands of sweeps in this process, on a real database; `sweep.test.ts` has them in processes of their own. */

let test: TestDatabase;
let dataset: Awaited<ReturnType<typeof createIdxFolder>>;
beforeAll(async () => {
  test = await createTestDatabase();
  dataset = await createIdxFolder();
});
afterAll(async () => {
  await test.drop();
  await dataset.remove();
});

const run = (command: (context: CommandContext) => Promise<number>) => runCommand(test.url, command);
const tiny = (): string[] => ['preset=tiny', `dataset=${dataset.folder}`, 'batchSize=4', 'beta=1,2'];
const launch = (options: Partial<SweepOptions> = {}, file?: string) =>
  run((context) => sweep(file, { set: tiny(), limit: '8', json: true, ...options }, context));
const jsonLines = (stdout: string) => stdout.split('\n').map((line) => JSON.parse(line));
const queued = async () => (await listRuns(test.database, { statuses: ['QUEUED'] })).total;

const worker = {
  id: 'far:1:1:1',
  host: 'far',
  pid: 1,
  slot: 1,
  version: '0',
  state: 'idle',
  stoppedReason: null,
  runId: null,
  labels: ['gpu', 'lab2'],
} as const;

describe('sweep', () => {
  it('has the exit code of failed trials; each was tried again', async () => {
    const diverging = ['preset=tiny', `dataset=${dataset.folder}`, 'learningRate=10', 'beta=1,2'];
    const { code, stdout } = await launch({ set: diverging, epochs: '500' });
    const lines = jsonLines(stdout);
    expect(lines.at(-1)).toMatchObject({ status: 'FINISHED', trials: { FAILED: 2 }, best: null });
    const failed = lines.find(({ status }) => status === 'FAILED');
    expect(failed).toMatchObject({ type: 'trial', reason: expect.stringContaining('_loss became') });
    expect(code).toBe(exitCodes.trainingFailed);

    const { id } = lines.at(-1);
    const shown = await run((context) => showSweepCommand(id, {}, context));
    expect(shown.stdout).toMatch(/beta +1, 2[\s\S]*#0 .*FAILED[\s\S]*failures\n[\s\S]*_loss became/);
    expect((await run((context) => retrySweepCommand(id, context))).stdout).toContain('2 trials');
    expect(await getSweep(test.database, id)).toMatchObject({ status: 'ACTIVE', counts: { QUEUED: 2 } });
    await run((context) => cancelSweepCommand(id, {}, context));
  });

  it('ends with the exit code of failed trials when its own workers have stopped after three', async () => {
    const set = ['preset=tiny', `dataset=${dataset.folder}`, 'learningRate=10', 'beta=1,2,3'];
    const { code, stdout } = await launch({ set, epochs: '500' });
    const lines = jsonLines(stdout);
    const { id, ...last } = lines.at(-1);
    expect(last).toMatchObject({ type: 'sweep', status: 'ACTIVE', trials: { RUNNING: 0 } });
    expect(lines.filter(({ type }) => type === 'warning')).toContainEqual({
      type: 'warning',
      message: expect.stringMatching(/NON_FINITE_LOSS.*start a worker again/),
    });
    expect(code).toBe(exitCodes.trainingFailed);
    await run((context) => cancelSweepCommand(id, {}, context));
  });

  it('trains its trials here when the only worker goes', async () => {
    await beatWorker(test.database, { ...worker, labels: [] });
    const launched = launch({ epochs: '1' });
    await expect.poll(queued).toBeGreaterThan(0);
    await removeWorker(test.database, worker);
    const { code, stdout } = await launched;
    expect(stdout).toContain('No worker is left that takes its trials. They are trained here from now on.');
    expect(jsonLines(stdout).at(-1)).toMatchObject({ status: 'FINISHED', trials: { FINISHED: 2 } });
    expect(code).toBe(exitCodes.ok);
  });

  it('queues nothing for a dry run, and shows the trials', async () => {
    const before = await queued();
    const { code, stdout } = await launch({ seeds: '2', dryRun: true, json: false });
    expect(stdout).toMatch(
      /beta grid: 4 trials, 2 points with 2 seeds each[\s\S]*#3 +beta=2 seed=2\nNothing was queued/,
    );
    expect(code).toBe(exitCodes.ok);
    const json = await launch({ seeds: '2', dryRun: true });
    const types = jsonLines(json.stdout).map(({ type }) => type);
    expect(types).toEqual([...Array(4).fill('planned-trial'), 'plan']);
    expect(await queued()).toBe(before);
  });

  it.each<[string, Partial<SweepOptions>, string | undefined, number, RegExp]>([
    ['nothing to search', { set: [] }, undefined, exitCodes.usage, /\.\/laten sweep sweeps\/beta\.yaml/],
    ['a file that is not there', {}, 'none.yaml', exitCodes.usage, /There is no file none\.yaml/],
    ['a priority out of range', { priority: '101' }, undefined, exitCodes.usage, /101.*-100 to 100/],
    ['an empty key', { key: '' }, undefined, exitCodes.usage, /--key has 1 to 200 characters.*has 0/],
    ['a long key', { key: 'k'.repeat(201) }, undefined, exitCodes.usage, /this one has 201/],
    ['a priority that is none', { priority: 'high' }, undefined, exitCodes.usage, /"high" is no number/],
    [
      'a label that no worker has',
      { labels: 'gpu' },
      undefined,
      exitCodes.usage,
      /--labels gpu: No worker is alive.*\.\/laten worker --labels gpu/,
    ],
    [
      'images that are not there',
      { set: ['beta=1,2', 'dataset=./no'] },
      undefined,
      exitCodes.dataset,
      /no folder/,
    ],
  ])('refuses %s, and queues nothing', async (_what, options, file, code, message) => {
    const before = await queued();
    const result = await launch(options, file);
    expect(result.stderr).toMatch(message);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(await queued()).toBe(before);
  });

  it('launches one sweep for a key, however often, and refuses another space for it', async () => {
    const first = jsonLines((await launch({ detach: true, key: 'k' })).stdout);
    const again = jsonLines((await launch({ detach: true, key: 'k' })).stdout);
    expect(first.map(({ type }) => type)).toEqual(['sweep-started', 'sweep']);
    expect(first[1]).toMatchObject({ status: 'ACTIVE', trials: { QUEUED: 2 }, best: null });
    expect(again[0]).toMatchObject({ id: first[0].id, created: false });
    const other = await launch({ detach: true, key: 'k', seeds: '2' });
    expect(other).toMatchObject({ code: exitCodes.run, stderr: expect.stringContaining(first[0].id) });
    await run((context) => cancelSweepCommand(first[0].id, {}, context));
  });

  it('asks for labels that a living worker has', async () => {
    await beatWorker(test.database, worker);
    const { stdout } = await launch({ detach: true, labels: 'lab2,gpu' });
    const { id } = jsonLines(stdout)[0];
    expect((await getSweep(test.database, id)).labels).toEqual(['gpu', 'lab2']);
    const { stderr } = await launch({ detach: true, labels: 'gpu,lab3' });
    expect(stderr).toContain('lab3 is what the nearest one lacks');

    await beatWorker(test.database, { ...worker, state: 'stopped', stoppedReason: 'It has failed.' });
    const stopped = await launch({ dryRun: true, labels: 'gpu' });
    expect(stopped).toMatchObject({
      code: exitCodes.ok,
      stderr: '! No worker takes its trials now. far:1 has stopped: It has failed.',
    });
    await removeWorker(test.database, worker);
    await run((context) => cancelSweepCommand(id, {}, context));
  });
});

it('sweeps pause, resume, add, priority, cancel, watch, list and delete do what they say', async () => {
  const { id } = jsonLines((await launch({ detach: true })).stdout)[0];
  const part = id.slice(0, 14);
  const stored = () => getSweep(test.database, id);

  const paused = await run((context) => pauseSweepCommand(part, context));
  expect(paused.stdout).toContain(`./laten sweeps resume ${id}`);
  expect(await stored()).toMatchObject({ status: 'PAUSED', reasonCode: 'PAUSED_BY_PERSON' });
  expect(await run((context) => pauseSweepCommand(part, context))).toMatchObject({ code: exitCodes.run });
  await run((context) => resumeSweepCommand(part, context));
  expect(await stored()).toMatchObject({ status: 'ACTIVE' });

  expect(await run((context) => addTrialsCommand(part, '3', context))).toMatchObject({
    code: exitCodes.usage,
    stderr: expect.stringContaining('a multiple of 2'),
  });
  const added = await run((context) => addTrialsCommand(part, '2', context));
  expect(added.stdout).toContain('has 4 trials now, 2 more');
  await run((context) => prioritizeSweepCommand(part, '7', context));
  expect(await stored()).toMatchObject({ priority: 7, counts: { QUEUED: 4 }, spec: { seeds: 2 } });

  await run((context) => cancelSweepCommand(part, {}, context));
  expect(await stored()).toMatchObject({ status: 'CANCELED', counts: { CANCELED: 4 } });
  expect((await run((context) => retrySweepCommand(part, context))).stdout).toContain('No trial');
  const watched = await run((context) => watchSweepCommand(part, { json: true }, context));
  expect(jsonLines(watched.stdout)).toEqual([expect.objectContaining({ type: 'sweep', status: 'CANCELED' })]);
  expect(watched.code).toBe(exitCodes.canceledOnRequest);

  const list = await run((context) => listSweepsCommand({}, context));
  expect(list.stdout).toMatch(new RegExp(`${id} +CANCELED +beta grid +4/4`));
  const deleted = await run((context) => deleteSweepCommand(part, context));
  expect(deleted.stdout).toContain(`Deleted sweep ${id}`);
  expect(await run((context) => showSweepCommand(id, {}, context))).toMatchObject({
    code: exitCodes.run,
    stderr: expect.stringContaining('No sweep has the id'),
  });
});

it('sweeps list and show say how much they leave out; as JSON, show leaves out no trial', async () => {
  const { id } = jsonLines((await launch({ detach: true, seeds: '150' })).stdout)[0];
  const { id: newest } = jsonLines((await launch({ detach: true })).stdout)[0];
  const table = await run((context) => showSweepCommand(id, {}, context));
  expect(table.stdout).toContain('and 100 more trials');
  const json = await run((context) => showSweepCommand(id, { json: true }, context));
  const trials: { trial: number }[] = JSON.parse(json.stdout).trials;
  expect(trials.map(({ trial }) => trial)).toEqual(Array.from({ length: 300 }, (_, index) => index));

  const list = await run((context) => listSweepsCommand({ limit: '1', json: true }, context));
  expect(JSON.parse(list.stdout)).toEqual([expect.objectContaining({ id: newest })]);
  expect(list.stderr).toContain('There are more sweeps: `--limit 2`');
  expect((await run((context) => listSweepsCommand({ limit: '500' }, context))).stderr).toBe('');
  for (const launched of [id, newest]) await run((context) => cancelSweepCommand(launched, {}, context));
});

it('workers list and resume show who trains, and let a stopped one go on', async () => {
  const stoppedReason = 'Three runs in a row failed.';
  await beatWorker(test.database, { ...worker, state: 'stopped', stoppedReason });
  const { stdout } = await run((context) => listWorkersCommand({}, context));
  expect(stdout).toMatch(/far:1 +1 +gpu,lab2 +stopped .*Three runs in a row failed\./);
  const unknown = await run((context) => resumeWorkerCommand('near', context));
  expect(unknown).toMatchObject({ code: exitCodes.usage, stderr: expect.stringContaining('"near"') });
  for (const prefix of ['far', undefined]) {
    const resumed = await run((context) => resumeWorkerCommand(prefix, context));
    expect(resumed.stdout).toContain('far:1:1:1');
  }
  const listed = await run((context) => listWorkersCommand({ json: true }, context));
  expect(JSON.parse(listed.stdout)).toEqual([
    expect.objectContaining({ id: 'far:1:1:1', state: 'stopped', resumeRequested: true }),
  ]);
  await removeWorker(test.database, worker);
  expect(await run((context) => resumeWorkerCommand(undefined, context))).toMatchObject({
    code: exitCodes.usage,
    stderr: expect.stringContaining('No worker has stopped.'),
  });
});
