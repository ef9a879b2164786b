import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDatabase, doctor, formatChecks } from './doctor.mjs';

describe('doctor', () => {
  let root;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'laten-doctor-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('names every part of an empty checkout, says how to mend it, and changes nothing', async () => {
    const written = [];
    const context = { root, home: join(root, '.laten'), env: {}, platform: 'linux', arch: 'x64' };
    const home = { path: context.home, source: 'checkout' };
    const code = await doctor(context, { home, json: true, stdout: { write: (text) => written.push(text) } });
    expect(code).toBe(14);
    expect(written).toHaveLength(1);
    const { ok, checks } = JSON.parse(written[0]);
    expect(ok).toBe(false);
    const names = [
      'runtime',
      'dependencies',
      'prisma-client',
      'postgres',
      'tensorflow',
      'dataset',
      'web',
      'database',
      'home',
    ];
    expect(checks.map(({ name }) => name)).toEqual(names);
    for (const { name, state, detail, mend } of checks.filter((check) => check.state !== 'ok')) {
      expect({ name, state, words: Boolean(detail && mend) }).toEqual({
        name,
        state: 'missing',
        words: true,
      });
    }
    expect(readdirSync(root)).toEqual([]);
  });
});

describe('formatChecks', () => {
  it('puts what is wrong and how to mend it below the row', () => {
    const text = formatChecks([
      { name: 'runtime', state: 'ok', version: 'Node 24', detail: 'not shown' },
      { name: 'dataset', state: 'broken', detail: 'file is truncated', mend: 'Start again.' },
    ]);
    expect(text.split('\n').map((line) => line.trim())).toEqual([
      'part     state   version  size  from',
      'runtime  ok      Node 24',
      'dataset  BROKEN',
      'file is truncated',
      'Start again.',
    ]);
  });
});

describe('describeDatabase', () => {
  const status = {
    source: 'embedded',
    version: '18.4',
    schema: null,
    sizeBytes: 10,
    problem: null,
    mend: 'Nothing to do.',
  };

  it('finds no fault with a server that is stopped or not made yet', () => {
    expect(describeDatabase({ ...status, state: 'stopped' })).toMatchObject({
      state: 'ok',
      source: 'embedded, stopped',
    });
    expect(describeDatabase({ ...status, state: 'absent' })).toMatchObject({
      state: 'ok',
      source: 'embedded, made when first needed',
    });
    expect(describeDatabase({ ...status, state: 'ok' }).source).toBe('embedded');
  });

  it('passes on what is wrong and how to mend it', () => {
    const check = describeDatabase({
      ...status,
      state: 'broken',
      problem: 'It does not answer.',
      mend: 'Start it.',
    });
    expect(check).toMatchObject({ state: 'broken', detail: 'It does not answer.', mend: 'Start it.' });
  });
});
