import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDifference } from './dependencies.mjs';
import { findNpm } from './npm.mjs';

describe('findDifference', () => {
  const wanted = {
    '': { version: '0.1.0' },
    'apps/web': { version: '0.1.0' },
    'node_modules/@laten/web': { link: true },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/a/node_modules/b': { version: '1.0.0' },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  };
  const { '': _root, 'node_modules/other-platform': _optional, ...installed } = wanted;

  it('is nothing when all that must be there is, in the locked version', () => {
    expect(findDifference(wanted, installed)).toBeUndefined();
  });

  it('names a missing package', () => {
    const { 'node_modules/a/node_modules/b': _gone, ...less } = installed;
    expect(findDifference(wanted, less)).toBe('b is locked but not installed');
  });

  it('names a package of another version, optional ones too', () => {
    expect(findDifference(wanted, { ...installed, 'node_modules/zod': { version: '4.0.0' } })).toBe(
      'zod is 4.0.0, locked is 4.6.7',
    );
    expect(
      findDifference(wanted, { ...installed, 'node_modules/other-platform': { version: '0.9.0' } }),
    ).toMatch('other-platform');
  });
});

describe('findNpm', () => {
  let folder;
  const place = (...parts) => {
    const path = join(folder, ...parts);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
    chmodSync(path, 0o755);
    return path;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laten-npm-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('finds npm beside the Node in use', () => {
    const node = place('bin', 'node');
    const script = place('lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
    expect(findNpm({ root: '/checkout', env: {}, execPath: node })).toEqual({
      command: node,
      args: [script],
    });
  });

  it('takes the npm that started us, but not another package manager', () => {
    const node = place('bin', 'node');
    const script = place('elsewhere', 'npm-cli.js');
    const npm = place('bin', 'npm');
    expect(findNpm({ root: '/checkout', env: { npm_execpath: script }, execPath: node }).args).toEqual([
      script,
    ]);
    const pnpm = place('elsewhere', 'pnpm.cjs');
    const env = { npm_execpath: pnpm, PATH: join(folder, 'bin') };
    expect(findNpm({ root: '/checkout', env, execPath: node })).toEqual({ command: npm, args: [] });
  });

  it('does not run npm on the Node in node_modules, which npm ci deletes', () => {
    const root = join(folder, 'checkout');
    const pinned = place('checkout', 'node_modules', 'node', 'bin', 'node');
    place('checkout', 'node_modules', '.bin', 'node');
    const system = place('usr', 'bin', 'node');
    const script = place('usr', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
    const env = { PATH: `${join(root, 'node_modules', '.bin')}:${join(folder, 'usr', 'bin')}` };
    expect(findNpm({ root, env, execPath: pinned })).toEqual({ command: system, args: [script] });
  });

  it('is undefined when there is none', () => {
    expect(findNpm({ root: '/checkout', env: { PATH: '' }, execPath: place('bin', 'node') })).toBeUndefined();
  });
});
