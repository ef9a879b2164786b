import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { findChromium, launchBrowser } from './testing/browser.ts';

/**
 * Takes the pictures of the documents from a dashboard that is up, of a run that has finished and of the list it stands
 * in: `node apps/web/e2e/take-screenshots.ts http://localhost:4500 <run id> docs/images`. With the id of a sweep behind
 * that it takes the picture of the sweep alone.
 */

type Subject = { readonly address: string; readonly runId: string };

/** Each picture by the name of its file. */
const pictures: Readonly<Record<string, (browser: Browser, subject: Subject) => Promise<Buffer>>> = {
  list: async (browser, { address }) => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 400 } });
    await page.goto(address);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('row').nth(1).waitFor();
    return page.screenshot();
  },
  run: (browser, subject) => takeTopOfRun(browser, subject, { width: 1280, height: 960 }),
  dark: (browser, subject) => takeTopOfRun(browser, subject, { width: 1280, height: 960, dark: true }),
  phone: (browser, subject) => takeTopOfRun(browser, subject, { width: 390, height: 844 }),
  reconstructions: async (browser, subject) => {
    const page = await openRun(browser, subject, { width: 1280, height: 1400 });
    const part = page.getByRole('region', { name: 'Reconstructions' });
    await part.locator('canvas').nth(63).waitFor();
    return part.getByRole('figure').screenshot();
  },
  latent: async (browser, subject) => {
    const page = await openRun(browser, subject, { width: 1280, height: 1400 });
    const part = page.getByRole('region', { name: 'Latent space' });
    await part.locator('[data-painter][data-ready]').waitFor({ state: 'attached' });
    await pointAtAnImage(part);
    return part.getByRole('figure').first().screenshot();
  },
};

async function takeSweep(browser: Browser, address: string, sweepId: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1180 } });
  await page.goto(`${address}/sweeps/${sweepId}`);
  await page.getByRole('banner').getByText('Live').waitFor({ state: 'attached' });
  await page.getByRole('figure').locator('path.recharts-line-curve').first().waitFor();
  await page.getByRole('row').nth(1).waitFor();
  return page.screenshot();
}

type Window = { readonly width: number; readonly height: number; readonly dark?: boolean };

async function takeTopOfRun(browser: Browser, subject: Subject, window: Window): Promise<Buffer> {
  const page = await openRun(browser, subject, window);
  return page.screenshot();
}

async function openRun(browser: Browser, { address, runId }: Subject, window: Window): Promise<Page> {
  const { width, height, dark = false } = window;
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
  });
  await page.goto(`${address}/runs/${runId}`);
  await page.getByRole('banner').getByText('Live').waitFor({ state: 'attached' });
  await page.locator('path.recharts-line-curve').first().waitFor();
  return page;
}

/** Goes over the plane until a point lies under the pointer, and waits for its picture and what the decoder makes of it. */
async function pointAtAnImage(part: Locator): Promise<void> {
  const plane = part.getByRole('application');
  const { width, height } = (await plane.boundingBox()) ?? { width: 0, height: 0 };
  const card = part.getByRole('region', { name: 'Under the pointer' });
  for (let share = 0.35; share < 0.65; share += 0.01) {
    await plane.hover({ position: { x: width * share, y: height * share } });
    if ((await card.getByText(/^image \d/).count()) > 0) break;
  }
  await card.getByRole('img', { name: /^Image/ }).waitFor();
  await card.getByRole('img', { name: /^Reconstruction/ }).waitFor();
}

async function takeScreenshots(subject: Subject, folder: string, sweepId?: string): Promise<void> {
  const chromium = await findChromium();
  if (!chromium) throw new Error('No Chromium was found; name one with LATEN_TEST_CHROMIUM.');
  await mkdir(folder, { recursive: true });
  const browser = await launchBrowser(chromium);
  try {
    const wanted = sweepId ? { sweep: () => takeSweep(browser, subject.address, sweepId) } : pictures;
    for (const [name, take] of Object.entries(wanted)) {
      await writeFile(join(folder, `${name}.png`), await take(browser, subject));
    }
  } finally {
    await browser.close();
  }
}

const [address, runId, folder, sweepId] = process.argv.slice(2);
if (!address || !runId || !folder)
  throw new Error('Usage: take-screenshots.ts ADDRESS RUN_ID FOLDER [SWEEP_ID]');
await takeScreenshots({ address, runId }, folder, sweepId);
