import { request } from 'node:http';
import { createTestDatabase, type TestDatabase } from '@laten/db/testing';
import type { NewArtifact } from '@laten/shared';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { recordRun } from '../src/testing/record-run.ts';
import { findChromium, launchBrowser } from './testing/browser.ts';
import { buildIfStale, type Dashboard, startDashboard } from './testing/dashboard.ts';
import { encodeGreyPng } from './testing/png.ts';

/** The built dashboard in a real browser: from the list to a run whose pictures and curves are really drawn. */

const SIDE = 16;

let testDatabase: TestDatabase;
let dashboard: Dashboard;
let browser: Browser | undefined;
let runId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  runId = await recordRun(testDatabase.database, {
    name: 'journey',
    points: {
      loss: Array.from({ length: 16 }, (_, i) => [i + 1, 300 - i] as const),
      val_nelbo: [
        [8, 290],
        [16, 280.25],
      ],
    },
    artifacts: [
      picture('evaluation-images', null, 200),
      picture('reconstructions', 8, 50),
      picture('reconstructions', 16, 100),
    ],
  });
  await recordRun(testDatabase.database, {
    name: 'broken',
    outcome: { status: 'FAILED', reason: 'loss became NaN at step 3.', reasonCode: 'NON_FINITE_LOSS' },
  });
  await buildIfStale();
  dashboard = await startDashboard(testDatabase.url);
  const chromium = await findChromium();
  if (chromium) browser = await launchBrowser(chromium);
});

afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
  await testDatabase.drop();
});

function picture(
  kind: 'evaluation-images' | 'reconstructions',
  step: number | null,
  grey: number,
): NewArtifact {
  const pixels = new Uint8Array(SIDE * SIDE).fill(grey);
  return {
    name: `${kind}.png`,
    kind,
    step,
    epoch: step === null ? null : step / 8,
    mediaType: 'image/png',
    bytes: encodeGreyPng({ width: SIDE, height: SIDE, pixels }),
  };
}

/** Opens a page that notes every complaint of the browser: errors, and what the content security policy stopped. */
async function openPage(
  context: TestContext,
  options: { width: number; dark?: boolean },
): Promise<{ page: Page; complaints: string[] }> {
  if (!browser) {
    context.skip('No Chromium on this machine: install it, or name one in LATEN_TEST_CHROMIUM.');
    throw new Error('unreachable: the test was skipped');
  }
  const page = await browser.newPage({
    viewport: { width: options.width, height: 800 },
    colorScheme: options.dark ? 'dark' : 'light',
  });
  context.onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints };
}

async function pixelOf(page: Page, alt: RegExp): Promise<number | undefined> {
  return page.getByAltText(alt).evaluate(async (element) => {
    const image = element as HTMLImageElement;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    return context?.getImageData(7, 7, 1, 1).data[0];
  });
}

describe('the dashboard', () => {
  it('leads from the list to a run, and draws its curves and its newest pictures', async (context) => {
    const { page, complaints } = await openPage(context, { width: 1280 });
    await page.goto(dashboard.url);
    const row = page.getByRole('row', { name: /journey/ });
    expect(await row.textContent()).toMatch(/Finished[\s\S]*280\.25/);
    expect(await page.getByRole('row', { name: /broken/ }).textContent()).toContain(
      'loss became NaN at step 3.',
    );

    await row.getByRole('link', { name: 'journey' }).click();
    await page.getByRole('heading', { level: 1, name: 'journey' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/runs/${runId}`);

    const curves = page.getByRole('figure', { name: /^Loss in nats/ }).locator('path.recharts-line-curve');
    await curves.first().waitFor();
    expect(await curves.count()).toBe(2);
    expect((await curves.first().getAttribute('d'))?.split('L').length).toBe(16);

    expect(await pixelOf(page, /^Evaluation images/)).toBe(200);
    expect(await pixelOf(page, /^Reconstructions/)).toBe(100);
    expect(complaints).toEqual([]);
  });

  it.for([
    { width: 360, dark: true },
    { width: 2560, dark: false },
  ])('fits a window of $width px, dark: $dark', async ({ width, dark }, context) => {
    const { page, complaints } = await openPage(context, { width, dark });
    for (const path of ['/', `/runs/${runId}`]) {
      await page.goto(dashboard.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
    }
    expect(await page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe(
      dark ? 'dark' : 'light',
    );
    expect(complaints).toEqual([]);
  });

  it('can be walked with the keyboard', async (context) => {
    const { page } = await openPage(context, { width: 1280 });
    await page.goto(dashboard.url);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.getByRole('link', { name: 'journey' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'journey' }).waitFor();
  });

  it('has a page for a run that is not there', async (context) => {
    const { page } = await openPage(context, { width: 1280 });
    const response = await page.goto(`${dashboard.url}/runs/zzzzzzzzzzzzzzzz`);
    expect(response?.status()).toBe(404);
    await page.getByText('No run has the id or prefix "zzzzzzzzzzzzzzzz"').waitFor();
  });
});

describe('the server', () => {
  const ask = (path: string, headers: Record<string, string>) =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
      request({ host: '127.0.0.1', port: dashboard.port, path, headers }, (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, headers: response.headers });
      })
        .on('error', reject)
        .end();
    });

  it.each(['/', '/api/trpc/runs.list', '/api/health', '/icon.svg'])(
    'answers %s to its own names only',
    async (path) => {
      expect((await ask(path, { host: `localhost:${dashboard.port}` })).status).toBe(200);
      expect((await ask(path, { host: `evil.example:${dashboard.port}` })).status).toBe(403);
      expect((await ask(path, { origin: 'https://evil.example' })).status).toBe(403);
    },
  );

  it('sends each page with a policy of its own, whose nonce its scripts carry', async () => {
    const pages = await Promise.all([fetch(dashboard.url), fetch(dashboard.url)]);
    const nonces = pages.map(
      (page) => /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1],
    );
    expect(nonces[0]).not.toBe(nonces[1]);
    const html = await pages[0]!.text();
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonces[0]}"`);
    expect(pages[0]!.headers.get('x-content-type-options')).toBe('nosniff');
    expect(pages[0]!.headers.get('x-powered-by')).toBeNull();
  });
});
