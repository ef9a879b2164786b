import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SetupError } from './lib/setup-error.mjs';
import { formatPlan, setUp } from './set-up.mjs';

const here = (name) => new URL(name, import.meta.url).href;

describe('setUp', () => {
  let root;
  let lines;
  let context;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'laten-setup-'));
    lines = [];
    const step = (title) => ({
      update: () => {},
      note: (text) => lines.push(`${title}: ${text}`),
      done: (text) => lines.push(`${title}: ${text}`),
      fail: (text) => lines.push(`${title}: ${text}`),
    });
    context = { root, home: root, env: {}, reporter: { line: (text) => lines.push(text), step } };
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** A step that is done when its file exists. */
  function fileStep(id, { install, cost = { downloadBytes: 0, diskBytes: 0 } } = {}) {
    const file = join(root, id);
    return {
      id,
      title: id,
      cost,
      folder: () => root,
      inspect: () =>
        existsSync(file) ? { state: 'ok', version: '1' } : { state: 'missing', detail: 'not there' },
      install: install ?? (() => writeFileSync(file, '')),
    };
  }

  it('does what is missing, in order, and says nothing the second time', async () => {
    const steps = [fileStep('a'), fileStep('b'), fileStep('not-needed')];
    await setUp(context, { required: ['a', 'b'], optional: [] }, steps);
    expect(lines).toEqual(['Laten sets itself up:', 'a: ready, 1', 'b: ready, 1']);
    expect(existsSync(join(root, 'not-needed'))).toBe(false);
    lines.length = 0;
    await setUp(context, { required: ['a', 'b'], optional: [] }, steps);
    expect(lines).toEqual([]);
  });

  it('goes on without an optional step and returns its name', async () => {
    const failing = fileStep('a', { install: () => Promise.reject(new SetupError('a tool is missing')) });
    const steps = [failing, fileStep('b')];
    await expect(setUp(context, { required: ['b'], optional: ['a'] }, steps)).resolves.toEqual(['a']);
    expect(lines).toContain('\na tool is missing\n');
    await expect(setUp(context, { required: ['a'], optional: [] }, steps)).rejects.toThrow(
      'a tool is missing',
    );
  });

  it('does not believe a step that says it is done', async () => {
    const lying = fileStep('a', { install: () => {} });
    await expect(setUp(context, { required: ['a'], optional: [] }, [lying])).rejects.toThrow(
      'then found missing (not there)',
    );
  });

  it('refuses before it begins when the disk is too full', async () => {
    const huge = fileStep('a', { cost: { downloadBytes: 0, diskBytes: 1e18 } });
    await expect(setUp(context, { required: ['a'], optional: [] }, [huge])).rejects.toThrow(
      /needs about 1000000000\.0 GB of disk .* are free/,
    );
  });

  it('does a step over that was killed in the middle, and two at once do it once', async () => {
    const log = join(root, 'log');
    const start = (afterStart) => {
      const code = `
        import { setUp } from ${JSON.stringify(here('set-up.mjs'))};
        import { createReporter } from ${JSON.stringify(here('lib/reporter.mjs'))};
        import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
        import { setTimeout as sleep } from 'node:timers/promises';
        const [root, log, file] = ${JSON.stringify([root, log, join(root, 'a')])};
        const step = {
          id: 'a', title: 'a', cost: { downloadBytes: 0, diskBytes: 0 }, folder: () => root,
          inspect: () => ({ state: existsSync(file) ? 'ok' : 'missing' }),
          install: async () => { appendFileSync(log, 'start\\n'); ${afterStart}; writeFileSync(file, ''); appendFileSync(log, 'done\\n'); },
        };
        const context = { root, home: root, env: {}, reporter: createReporter(process.stderr) };
        await setUp(context, { required: ['a'], optional: [] }, [step]);`;
      return spawn(process.execPath, ['--input-type=module', '-e', code], {
        stdio: ['ignore', 'ignore', 'ignore'],
      });
    };
    const killed = start('await sleep(60_000)');
    const logged = () => (existsSync(log) ? readFileSync(log, 'utf8') : '');
    await expect.poll(logged, { interval: 5, timeout: 10_000 }).toBe('start\n');
    killed.kill('SIGKILL');
    await once(killed, 'close');
    const ends = await Promise.all(
      [start('await sleep(50)'), start('await sleep(50)')].map((child) => once(child, 'close')),
    );
    expect(ends.map(([code]) => code)).toEqual([0, 0]);
    expect(logged()).toBe('start\nstart\ndone\n');
  });
});

describe('formatPlan', () => {
  it('lists what is big, and the sum', () => {
    const plan = [
      { title: 'libraries', downloadBytes: 521e6, diskBytes: 1520e6 },
      { title: 'tiny', downloadBytes: 0, diskBytes: 1e6 },
      { title: 'Fashion-MNIST', downloadBytes: 31e6, diskBytes: 65e6 },
    ];
    const text = formatPlan(plan);
    expect(text).toMatch(/libraries +521 MB to download +1\.5 GB of disk/);
    expect(text).toMatch(/together +552 MB to download +1\.6 GB of disk/);
    expect(text).not.toContain('tiny');
  });
});
