import { createTestDatabase, type TestDatabase } from '@laten/db/testing';
import { createId } from '@laten/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordRun } from '../../testing/record-run.ts';
import { testContext } from '../../testing/test-context.ts';
import { createCaller } from '../root.ts';

let testDatabase: TestDatabase;
const { runs, experiments, workers } = createCaller(testContext(() => testDatabase.database));

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});

afterAll(async () => {
  await testDatabase.drop();
});

const record = (outcome?: null) => recordRun(testDatabase.database, { outcome });

describe('runs.create', () => {
  const form = () => ({
    id: createId(),
    experiment: 'default',
    tags: ['first', 'first'],
    note: 'why',
    preset: 'tiny',
    overrides: { latentDim: 16 },
  });

  it('queues one run, however often its form is sent', async () => {
    const input = form();
    const answers = await Promise.all([runs.create(input), runs.create(input)]);
    expect(answers).toEqual([{ id: input.id }, { id: input.id }]);
    expect(await runs.get({ id: input.id })).toMatchObject({
      status: 'QUEUED',
      name: 'tiny latentDim=16',
      owner: null,
      tags: ['first'],
      note: 'why',
      config: { preset: 'tiny', latentDim: 16, beta: 1 },
      queuedAt: expect.any(Date),
    });
    expect((await workers.status()).queue).toEqual([input.id]);
    expect((await runs.list({ ids: [input.id] })).total).toBe(1);
    await expect(runs.create({ ...input, overrides: {} })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('makes the experiment, and keeps what the run was cloned from', async () => {
    const original = await record();
    const { id } = await runs.create({
      ...form(),
      experiment: ' clones ',
      clonedFrom: original,
      name: 'mine',
    });
    expect(await runs.get({ id })).toMatchObject({
      name: 'mine',
      experiment: 'clones',
      clonedFrom: original,
    });
  });

  it.each([
    [{ overrides: { latentDim: 0 } }, /latentDim: 0 is refused. The least is 1/],
    [{ overrides: { latentdim: 2 } }, /did you mean "latentDim"/],
    [{ overrides: { freeBits: 1 } }, /freeBits=1 is not yet built/],
    [{ preset: 'none' }, /preset: "none" is unknown/],
    [{ experiment: '  ' }, /too_small/],
    [{ id: 'x' }, /not a run id/],
    [{ owner: 'me' }, /owner/],
  ])('refuses %j', async (more, message) => {
    const answer = runs.create({ ...form(), ...more });
    await expect(answer).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(answer).rejects.toThrow(message);
  });
});

describe('runs.list of ids', () => {
  it('gives all of them, though they are more than a page', async () => {
    const inputs = Array.from({ length: 101 }, () => ({
      id: createId(),
      experiment: 'many',
      tags: [],
      note: '',
      preset: 'tiny',
      overrides: {},
    }));
    await Promise.all(inputs.map((input) => runs.create(input)));
    const ids = inputs.map(({ id }) => id);
    expect((await runs.list({ ids })).runs.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect((await runs.list({ experiment: 'many' })).runs).toHaveLength(100);
    await runs.deleteMany({ ids });
  });
});

describe('runs.cancel and runs.resume', () => {
  it('cancels a queued run at once, and queues it again', async () => {
    const id = await record();
    await expect(runs.resume({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await runs.resume({ id, epochs: 4 })).toEqual({ id });
    expect(await runs.get({ id })).toMatchObject({ status: 'QUEUED', config: { epochs: 4 } });
    expect(await runs.cancel({ id })).toEqual({ status: 'CANCELED' });
    await expect(runs.cancel({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
    await runs.resume({ id });
    expect((await runs.get({ id })).status).toBe('QUEUED');
  });

  it('asks a running run to stop', async () => {
    const id = await record(null);
    expect(await runs.cancel({ id })).toEqual({ status: 'RUNNING' });
    expect((await runs.get({ id })).cancelRequested).toBe(true);
    await expect(runs.resume({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('says which number of epochs is refused', async () => {
    const id = await record();
    await expect(runs.resume({ id, epochs: 0 })).rejects.toThrow(/epochs: 0 is refused/);
    await expect(runs.resume({ id, epochs: 2.5 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('does not find an unknown run', async () => {
    const id = createId();
    await expect(runs.cancel({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(runs.resume({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(runs.readLog({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(runs.updateTexts({ id, name: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(runs.tagMany({ ids: [id], add: [], remove: [] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(runs.moveMany({ ids: [id], experiment: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('runs.updateTexts', () => {
  it('keeps what one tab saved from another that began with the old note', async () => {
    const id = await record();
    await runs.updateTexts({ id, note: 'tab one', expectedNote: '' });
    await expect(runs.updateTexts({ id, note: 'tab two', expectedNote: '' })).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { code: 'EDIT_CONFLICT' },
    });
    expect((await runs.get({ id })).note).toBe('tab one');
  });

  it.each([{ name: ' ' }, { name: 'x'.repeat(121) }, { tags: [''] }, { note: 'x'.repeat(20_001) }])(
    'refuses %j',
    async (texts) => {
      const id = await record();
      await expect(runs.updateTexts({ id, ...texts })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    },
  );
});

describe('several runs at once', () => {
  it('tags and moves them', async () => {
    const ids = [await record(), await record()].sort();
    expect(await runs.tagMany({ ids, add: [' homework '], remove: ['test'] })).toEqual({ changed: ids });
    expect(await runs.moveMany({ ids, experiment: 'term 2' })).toEqual({ changed: ids });
    const { runs: listed } = await runs.list({ experiment: 'term 2', search: 'tag:homework' });
    expect(listed.map((run) => run.tags)).toEqual([['homework'], ['homework']]);
    expect(await experiments.list()).toContainEqual(expect.objectContaining({ name: 'term 2', runs: 2 }));
  });

  it('deletes them, all but the running ones, and brings them back', async () => {
    const [ended, running] = [await record(), await record(null)];
    expect(await runs.deletionPreview({ ids: [ended, running] })).toMatchObject({
      runs: 1,
      running: [running],
    });
    expect(await runs.deleteMany({ ids: [ended, running] })).toMatchObject({
      deleted: [ended],
      refused: [{ id: running, reason: expect.stringContaining('Cancel it') }],
    });
    await expect(runs.get({ id: ended })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(runs.cancel({ id: ended })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await runs.restoreMany({ ids: [ended, createId()] })).toEqual({ restored: [ended] });
    expect((await runs.get({ id: ended })).status).toBe('FINISHED');
  });

  it.each([[[]], [['x']], [Array.from({ length: 1_001 }, () => createId())]])(
    'refuses bad lists of ids: %#',
    async (ids) => {
      const refused = { code: 'BAD_REQUEST' };
      await expect(runs.deleteMany({ ids })).rejects.toMatchObject(refused);
      await expect(runs.restoreMany({ ids })).rejects.toMatchObject(refused);
      await expect(runs.deletionPreview({ ids })).rejects.toMatchObject(refused);
      await expect(runs.moveMany({ ids, experiment: 'x' })).rejects.toMatchObject(refused);
      await expect(runs.tagMany({ ids, add: [], remove: [] })).rejects.toMatchObject(refused);
    },
  );
});

describe('experiments', () => {
  it('are created, renamed and deleted, with the refusals of each', async () => {
    const { id } = await experiments.create({ name: ' mine ' });
    await expect(experiments.create({ name: 'mine' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(experiments.create({ name: ' ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await experiments.rename({ id, name: 'ours' });
    const run = await record();
    await runs.moveMany({ ids: [run], experiment: 'ours' });
    await expect(experiments.delete({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
    await runs.deleteMany({ ids: [run] });
    await experiments.delete({ id });
    await expect(experiments.delete({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(experiments.rename({ id, name: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await runs.restoreMany({ ids: [run] })).toEqual({ restored: [] });
  });
});

describe('runs.readLog', () => {
  it('gives the log from a byte on', async () => {
    const log = {
      name: 'run.log',
      kind: 'log',
      step: null,
      epoch: null,
      mediaType: 'text/plain',
      bytes: new TextEncoder().encode('one\ntwo\n'),
    } as const;
    const id = await recordRun(testDatabase.database, { artifacts: [log] });
    expect(await runs.readLog({ id, fromByte: 4 })).toMatchObject({
      text: 'two\n',
      nextByte: 8,
      sizeBytes: 8,
    });
    await expect(runs.readLog({ id, fromByte: -1 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
