import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { datasetFolder, provideDataset } from './dataset.mjs';
import { findFault } from './dataset-files.mjs';
import { folderSource, upstreamSource } from './dataset-sources.mjs';

const here = (name) => new URL(name, import.meta.url).href;
const digest = (algorithm, bytes) => createHash(algorithm).update(bytes).digest('hex');

/** Two small files that stand in for the real ones. */
const CONTENTS = ['train-images', 'train-labels'].map((name, index) => {
  const raw = Buffer.alloc(20_000, `${name} ${index} `);
  for (let at = 0; at < raw.length; at += 3) raw[at] = (at * 2_654_435_761) >>> 24;
  return { name: `${name}.gz`, raw, gz: gzipSync(raw) };
});
const FILES = CONTENTS.map(({ name, raw, gz }) => ({
  name,
  sizeBytes: gz.length,
  md5: digest('md5', gz),
  sha256: digest('sha256', raw),
}));

describe('Fashion-MNIST', () => {
  let home;
  let context;
  let notes;
  let good;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'laten-dataset-'));
    context = { home, env: {}, datasetHomes: [] };
    notes = [];
    good = join(home, 'good');
    mkdirSync(good);
    for (const { name, gz } of CONTENTS) writeFileSync(join(good, name), gz);
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const progress = () => ({ update: () => {}, note: (text) => notes.push(text) });
  const provide = (...sources) =>
    provideDataset({ context, progress: progress(), files: FILES, findSources: () => sources });
  const cached = (name) => join(datasetFolder(context), name);
  const expectAllGood = () => {
    for (const { name, gz } of CONTENTS) expect(readFileSync(cached(name)).equals(gz)).toBe(true);
    expect(existsSync(join(datasetFolder(context), 'work'))).toBe(false);
  };

  it('is copied from the first source that has it, and remembered', async () => {
    await provide(folderSource('nothing here', join(home, 'absent')), folderSource('the good one', good));
    expectAllGood();
    const stamp = JSON.parse(readFileSync(join(datasetFolder(context), 'verified.json'), 'utf8'));
    expect(stamp.source).toBe('the good one');
  });

  it('does not ask a source again when all is there', async () => {
    await provide(folderSource('good', good));
    await provide({ name: 'trap', fetchFile: () => Promise.reject(new Error('was asked')) });
    expectAllGood();
  });

  it.each([
    [
      'truncated',
      (path) => truncateSync(path, 500),
      /train-images\.gz is truncated: the gzip stream breaks off after 500 bytes/,
    ],
    ['no gzip file', (path) => writeFileSync(path, 'hello'), /train-images\.gz is not a sound gzip file/],
    [
      'a file with other contents',
      (path) => writeFileSync(path, gzipSync('other')),
      new RegExp(`train-images expected ${FILES[0].sha256}, found ${digest('sha256', 'other')}`),
    ],
  ])(
    'names a file of the cache that is %s, sets it aside and fetches it again',
    async (_what, damage, message) => {
      await provide(folderSource('good', good));
      damage(cached('train-images.gz'));
      await provide(folderSource('good', good));
      expect(notes).toHaveLength(1);
      expect(notes[0]).toMatch(message);
      expect(existsSync(cached('train-images.gz.broken'))).toBe(true);
      expectAllGood();
    },
  );

  it('says of each source why it would not do', async () => {
    const bad = join(home, 'bad');
    mkdirSync(bad);
    writeFileSync(join(bad, 'train-images.gz'), gzipSync('other'));
    const asking = provide(folderSource('absent', join(home, 'absent')), folderSource('bad', bad));
    await expect(asking).rejects.toThrow(
      /absent: .* is not there[\s\S]*bad: .* has other contents[\s\S]*LATEN_FASHION_MNIST_DIR/,
    );
    expect(existsSync(cached('train-images.gz'))).toBe(false);
  });

  it('survives kill -9 in the middle of a download and goes on with it', async () => {
    const ranges = [];
    let stall = true;
    const server = createServer((request, response) => {
      ranges.push(request.headers.range);
      const { gz } = CONTENTS.find(({ name }) => request.url === `/${name}`);
      const offset = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      response.writeHead(offset > 0 ? 206 : 200, { 'content-length': gz.length - offset });
      if (stall) response.write(gz.subarray(offset, offset + 1000));
      else response.end(gz.subarray(offset));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const url = `http://127.0.0.1:${server.address().port}/`;
      const child = startProvide(url);
      const partial = join(datasetFolder(context), 'work', 'train-images.gz');
      await expect
        .poll(() => existsSync(partial) && readFileSync(partial).length, { interval: 5, timeout: 10_000 })
        .toBe(1000);
      child.kill('SIGKILL');
      await once(child, 'close');
      expect(existsSync(cached('train-images.gz'))).toBe(false);
      stall = false;
      await provide(upstreamSource(url));
      expect(ranges.slice(0, 2)).toEqual([undefined, 'bytes=1000-']);
      expectAllGood();
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  function startProvide(url) {
    const code = `
      import { provideDataset } from ${JSON.stringify(here('dataset.mjs'))};
      import { upstreamSource } from ${JSON.stringify(here('dataset-sources.mjs'))};
      await provideDataset({
        context: { home: ${JSON.stringify(home)}, env: {}, datasetHomes: [] },
        progress: { update() {}, note() {} },
        files: ${JSON.stringify(FILES)},
        findSources: () => [upstreamSource(${JSON.stringify(url)})],
      });`;
    return spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  it('names a download that arrived with other contents', async () => {
    const server = createServer((_request, response) => response.end(gzipSync('other'))).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const url = `http://127.0.0.1:${server.address().port}/`;
    await expect(provide(upstreamSource(url))).rejects.toThrow(
      `MD5 expected ${FILES[0].md5}, found ${digest('md5', gzipSync('other'))}`,
    );
    server.close();
  });
});

describe('findFault', () => {
  it('names a file that is missing', async () => {
    expect(await findFault('/nowhere/file.gz', '')).toBe('/nowhere/file.gz is missing');
  });
});
