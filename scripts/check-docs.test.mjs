import { describe, expect, it } from 'vitest';
import { findDeadPaths, findPaths } from './check-docs.mjs';

describe('findPaths', () => {
  it('finds links, and inline code that begins with a folder of the repository', () => {
    const markdown = [
      'See [the model](packages/model/src/index.ts#L3) and `apps/trainer/src/cli.ts:12`.',
      'Run `./laten up`, `./laten`, read `@laten/shared`, `text/html` and <https://example.org>.',
      '[elsewhere](https://example.org/a) [here](#below) `docs/decisions/NNNN-title.md` `apps/*/src`',
      '```',
      'apps/none/in-a-fence.ts `apps/none.ts`',
      '```',
      'A picture: ![x](./x.png "title")',
    ].join('\n');
    expect(findPaths(markdown)).toEqual([
      { path: 'packages/model/src/index.ts', relativeTo: 'file', line: 1 },
      { path: 'apps/trainer/src/cli.ts', relativeTo: 'root', line: 1 },
      { path: './laten', relativeTo: 'root', line: 2 },
      { path: './x.png', relativeTo: 'file', line: 7 },
    ]);
  });
});

describe('findDeadPaths', () => {
  it('names file, line and path, resolving links from the file and code from the root', () => {
    const there = new Set(['/r/docs/guide.md', '/r/apps/cli.ts']);
    const dead = findDeadPaths({
      root: '/r',
      file: '/r/docs/a.md',
      markdown: '[guide](guide.md) `apps/cli.ts`\n[gone](../gone.md)\n`apps/gone.ts`',
      exists: (path) => there.has(path),
    });
    expect(dead).toEqual([
      'docs/a.md:2: ../gone.md does not exist',
      'docs/a.md:3: apps/gone.ts does not exist',
    ]);
  });
});
