import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download } from './download.mjs';

const CONTENT = Buffer.from('0123456789'.repeat(1000));

describe('download', () => {
  let folder;
  let partial;
  let server;
  let ranges;
  let answer;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'laten-download-'));
    partial = join(folder, 'file');
    ranges = [];
    answer = serveRanges;
    server = createServer((request, response) => {
      ranges.push(request.headers.range);
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const url = () => `http://127.0.0.1:${server.address().port}/file`;

  function serveRanges(request, response) {
    const offset = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (offset >= CONTENT.length) return response.writeHead(416).end();
    const body = CONTENT.subarray(offset);
    return response.writeHead(offset > 0 ? 206 : 200, { 'content-length': body.length }).end(body);
  }

  it('writes the file and tells how far it is', async () => {
    const seen = [];
    await download({ url: url(), partial, onProgress: (progress) => seen.push(progress) });
    expect(readFileSync(partial).equals(CONTENT)).toBe(true);
    expect(seen.at(-1)).toEqual({ receivedBytes: CONTENT.length, totalBytes: CONTENT.length });
  });

  it('goes on where an interrupted download ended', async () => {
    writeFileSync(partial, CONTENT.subarray(0, 4000));
    await download({ url: url(), partial });
    expect(ranges).toEqual(['bytes=4000-']);
    expect(readFileSync(partial).equals(CONTENT)).toBe(true);
  });

  it('leaves a complete file alone', async () => {
    writeFileSync(partial, CONTENT);
    await download({ url: url(), partial });
    expect(readFileSync(partial).equals(CONTENT)).toBe(true);
  });

  it('starts again when the server does not know ranges', async () => {
    answer = (_request, response) => response.writeHead(200).end(CONTENT);
    writeFileSync(partial, 'something else');
    await download({ url: url(), partial });
    expect(readFileSync(partial).equals(CONTENT)).toBe(true);
  });

  it('gives up when nothing comes, and keeps what came', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': CONTENT.length });
      response.write(CONTENT.subarray(0, 100));
    };
    await expect(download({ url: url(), partial, silenceMs: 100 })).rejects.toThrow(
      /nothing came from 127\.0\.0\.1/,
    );
    expect(readFileSync(partial).equals(CONTENT.subarray(0, 100))).toBe(true);
  });

  it('names an error answer', async () => {
    answer = (_request, response) => response.writeHead(404).end();
    await expect(download({ url: url(), partial })).rejects.toThrow('answered 404');
  });

  it('names the reason when nobody listens', async () => {
    server.close();
    server.closeAllConnections();
    await expect(download({ url: 'http://127.0.0.1:1/file', partial })).rejects.toThrow(
      /fetch failed \(.+\)/,
    );
  });
});
