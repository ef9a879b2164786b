import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOpenToOthers, prepareHome, resolveHome } from './home.mjs';
import { EXIT_CODES } from './lib/setup-error.mjs';

describe('resolveHome', () => {
  let root;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'laten-home-'));
    chmodSync(root, 0o755);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('takes LATEN_HOME when set', () => {
    expect(resolveHome({ root, env: { LATEN_HOME: '/data/laten' } })).toEqual({
      path: '/data/laten',
      source: 'LATEN_HOME',
    });
  });

  it('is .laten in the checkout otherwise', () => {
    expect(resolveHome({ root, env: {}, uid: 1000 })).toEqual({
      path: join(root, '.laten'),
      source: 'checkout',
    });
    expect(resolveHome({ root, env: {}, uid: 0 }).path).toBe(join(root, '.laten'));
  });

  it('is in /var/lib/laten for root in a closed folder, because the database runs as another user', () => {
    chmodSync(root, 0o700);
    const { path, source } = resolveHome({ root, env: {}, uid: 0 });
    expect(path).toMatch(/^\/var\/lib\/laten\/[0-9a-f]{8}$/);
    expect(source).toBe('system data folder');
    expect(resolveHome({ root, env: {}, uid: 0, folder: '.laten-test' }).path).toBe(`${path}-test`);
  });

  it('does not mind a closed folder for an ordinary user', () => {
    chmodSync(root, 0o700);
    expect(resolveHome({ root, env: {}, uid: 1000 }).source).toBe('checkout');
  });

  it('is in the data folder of the user when the checkout cannot be written', () => {
    const absent = join(root, 'absent');
    const { path } = resolveHome({
      root: absent,
      env: { XDG_DATA_HOME: '/home/ada/data' },
      uid: 1000,
      userHome: '/home/ada',
    });
    expect(path).toMatch(/^\/home\/ada\/data\/laten\/[0-9a-f]{8}$/);
  });
});

describe('prepareHome', () => {
  let root;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'laten-home-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('creates the folders, and opens them for walking when root made them under a strict umask', () => {
    const before = process.umask(0o077);
    try {
      prepareHome(join(root, 'a', 'b'), { uid: 0 });
    } finally {
      process.umask(before);
    }
    expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o755);
    expect(statSync(join(root, 'a', 'b')).mode & 0o777).toBe(0o755);
    expect(isOpenToOthers(root)).toBe(false);
  });

  it.runIf(process.platform === 'linux')(
    'returns where no folder can be created (recursive mkdir never did)',
    () => {
      expect(() => prepareHome('/proc/laten/home')).toThrow(/home \/proc\/laten\/home cannot be used/);
    },
  );

  it('says in words why a home cannot be used', () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    mkdirSync(join(root, 'fine'));
    const prepare = () => prepareHome(join(file, 'home'));
    expect(prepare).toThrow(/home .*file\/home cannot be used: a part of the path is a file.*LATEN_HOME/);
    expect(prepare).toThrow(expect.objectContaining({ exitCode: EXIT_CODES.home }));
  });
});
