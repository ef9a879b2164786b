import { createTestDatabase, type TestDatabase } from '@laten/db/testing';
import { createId, type NewArtifact } from '@laten/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordRun } from '../testing/record-run.ts';
import { testContext } from '../testing/test-context.ts';
import { contentDisposition, createArtifactResponse, safeMediaType } from './artifact-response.ts';
import { createCaller } from './root.ts';

let testDatabase: TestDatabase;
let runId: string;

const file = (name: string, mediaType: string, text: string): NewArtifact => ({
  name,
  kind: 'file',
  step: null,
  epoch: null,
  mediaType,
  bytes: new TextEncoder().encode(text),
});

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  runId = await recordRun(testDatabase.database, {
    artifacts: [
      file('picture.png', 'image/png', 'png bytes'),
      file('page.html', 'text/html', '<script>alert(1)</script>'),
      file('drawing.svg', 'image/svg+xml', '<svg onload="alert(1)"/>'),
      file('run.log', 'text/plain', 'epoch 1'),
    ],
  });
});

afterAll(async () => {
  await testDatabase.drop();
});

async function get(
  name: string,
  more: { checksum?: 'right' | 'old'; ifNoneMatch?: (sha256: string) => string } = {},
) {
  const caller = createCaller(testContext(() => testDatabase.database));
  const artifact = (await caller.runs.get({ id: runId })).artifacts.find((one) => one.name === name)!;
  return createArtifactResponse(testDatabase.database, {
    id: artifact.id,
    checksum: more.checksum === 'right' ? artifact.sha256 : more.checksum === 'old' ? 'f'.repeat(64) : null,
    ifNoneMatch: more.ifNoneMatch?.(artifact.sha256) ?? null,
  });
}

describe('createArtifactResponse', () => {
  it('shows a picture in the page, byte for byte', async () => {
    const response = await get('picture.png');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-disposition')).toMatch(/^inline; filename="picture.png"/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe('png bytes');
  });

  it.each([
    ['page.html', 'application/octet-stream'],
    ['drawing.svg', 'application/octet-stream'],
    ['run.log', 'text/plain; charset=utf-8'],
  ])('sends %s as a download of type %s: nothing of others runs here', async (name, type) => {
    const response = await get(name);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; /);
  });

  it('may be kept for ever only under an address that names the bytes', async () => {
    expect((await get('picture.png', { checksum: 'right' })).headers.get('cache-control')).toMatch(
      /immutable/,
    );
    expect((await get('picture.png', { checksum: 'old' })).headers.get('cache-control')).toBe(
      'private, no-cache',
    );
    expect((await get('picture.png')).headers.get('cache-control')).toBe('private, no-cache');
  });

  it.each([(tag: string) => `"${tag}"`, (tag: string) => `"other", W/"${tag}"`])(
    'sends nothing again: %#',
    async (ifNoneMatch) => {
      const response = await get('picture.png', { ifNoneMatch });
      expect(response.status).toBe(304);
      expect(await response.text()).toBe('');
    },
  );

  it('sends again what has changed', async () => {
    expect((await get('picture.png', { ifNoneMatch: () => '"other"' })).status).toBe(200);
  });

  it.each(['../../etc/passwd', 'x', '', createId()])('does not find "%s"', async (id) => {
    const response = await createArtifactResponse(testDatabase.database, {
      id,
      checksum: null,
      ifNoneMatch: null,
    });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  });
});

describe('safeMediaType', () => {
  it.each([
    ['image/png', 'image/png'],
    ['image/svg+xml', 'application/octet-stream'],
    ['text/html', 'application/octet-stream'],
    ['application/json', 'text/plain; charset=utf-8'],
    ['IMAGE/PNG\r\nX: y', 'application/octet-stream'],
  ])('%s is sent as %s', (mediaType, sent) => expect(safeMediaType(mediaType)).toBe(sent));
});

describe('contentDisposition', () => {
  it('keeps quotes, line breaks and paths out of the header', () => {
    expect(contentDisposition('text/plain', 'a/b"\r\nX: é.txt')).toBe(
      `attachment; filename="a_b_X_.txt"; filename*=UTF-8''a_b%22%0D%0AX%3A%20%C3%A9.txt`,
    );
  });
});
