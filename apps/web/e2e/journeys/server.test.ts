import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { withDashboard } from '../testing/stage.ts';

/** Whom the built server answers, and what its pages may do. */

const getRecorded = withDashboard();

function ask(path: string, headers: Record<string, string>) {
  const { port } = getRecorded().dashboard;
  return new Promise<number>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('the server', () => {
  it.each(['/', '/api/trpc/runs.list', '/api/health', '/icon.svg'])(
    'answers %s to its own names only',
    async (path) => {
      const { port } = getRecorded().dashboard;
      expect(await ask(path, { host: `localhost:${port}` })).toBe(200);
      expect(await ask(path, { host: `evil.example:${port}` })).toBe(403);
      expect(await ask(path, { origin: 'https://evil.example' })).toBe(403);
    },
  );

  it('sends each page with a policy of its own, whose nonce its scripts carry', async () => {
    const { url } = getRecorded().dashboard;
    const [page, other] = await Promise.all([fetch(url), fetch(url)]);
    const nonce = nonceOf(page);
    expect(nonce).not.toBe(nonceOf(other));
    const scripts = (await page.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('x-powered-by')).toBeNull();
  });
});

function nonceOf(page: Response): string | undefined {
  return /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
}
