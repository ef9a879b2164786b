import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completeLock, findAbsent, platformOf } from './complete-lock.mjs';
import { ROOT } from './lib/context.mjs';

describe('package-lock.json', () => {
  it('holds every optional package that it names; when not, run `node scripts/complete-lock.mjs`', () => {
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
    expect(findAbsent(lock).map(({ name }) => name)).toEqual([]);
  });
});

describe('completeLock', () => {
  it('adds what is named and absent, with its platform, and leaves the rest as it is', () => {
    const lock = {
      name: 'x',
      packages: {
        '': { optionalDependencies: { 'tool-linux-x64': '1.0.0', 'tool-darwin-arm64': '1.0.0' } },
        'node_modules/tool-linux-x64': { version: '1.0.0', optional: true },
        'node_modules/zebra': {
          version: '2.0.0',
          dev: true,
          optionalDependencies: { '@z/win32-x64-msvc': '2.0.0' },
        },
      },
    };
    const complete = completeLock(lock);
    expect(complete.packages).toEqual({
      ...lock.packages,
      'node_modules/tool-darwin-arm64': { version: '1.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
      'node_modules/@z/win32-x64-msvc': {
        version: '2.0.0',
        dev: true,
        optional: true,
        os: ['win32'],
        cpu: ['x64'],
      },
    });
    expect(Object.keys(complete.packages)[0]).toBe('');
  });
});

describe('platformOf', () => {
  it('reads the platform from the name', () => {
    expect(platformOf('@oxc-parser/binding-linux-arm-musleabihf')).toEqual({
      os: ['linux'],
      cpu: ['arm'],
      libc: ['musl'],
    });
    expect(platformOf('@turbo/darwin-64')).toEqual({ os: ['darwin'], cpu: ['x64'] });
    expect(platformOf('left-pad')).toBeUndefined();
  });
});
