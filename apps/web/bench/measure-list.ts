import type { Browser, Page } from 'playwright-core';
import type { BenchInput } from './bench-input.ts';
import { type FrameTimes, recordFrames } from './frames.ts';
import { type Visits, visitTwice } from './visit-twice.ts';

const VIEWPORT = { width: 1440, height: 900 };
const PATIENCE_MS = 120_000;
const WHEEL_STEPS = 90;

/**
 * waitForList opens a dashboard as soon as it answers, as a person does who reads its address; returns the moment at which
 * its list shows a run, ms since 1970. The browser is open before, and rests: each page that it shows of a server that
 * is not there yet would take processor time from the server's start.
 */
export async function waitForList(browser: Browser, { address }: BenchInput): Promise<{ readyAtMs: number }> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  process.send?.('ready');
  const giveUpMs = performance.now() + PATIENCE_MS;
  while (!(await answers(address))) {
    if (performance.now() > giveUpMs)
      throw new Error(`${address} did not answer in ${PATIENCE_MS / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('[data-run]').first().waitFor({ timeout: PATIENCE_MS });
  return { readyAtMs: Date.now() };
}

async function answers(address: string): Promise<boolean> {
  const response = await fetch(`${address}/api/health`).catch(() => null);
  return response?.ok ?? false;
}

/** measureScripts adds up the JavaScript that a new visitor's browser loads for the list, as it comes over the wire. */
export async function measureScripts(
  browser: Browser,
  { address }: BenchInput,
): Promise<{ bytes: number; files: { path: string; bytes: number }[] }> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Map<string, string>();
  const files: { path: string; bytes: number }[] = [];
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' || response.mimeType.includes('javascript'))
      scripts.set(requestId, new URL(response.url).pathname);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const path = scripts.get(requestId);
    if (path) files.push({ path, bytes: encodedDataLength });
  });
  await page.goto(address);
  await page.locator('[data-run]').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  return { bytes: files.reduce((sum, file) => sum + file.bytes, 0), files };
}

/** measureList times the navigation to a list whose rows react, and the frames while it is scrolled. */
export function measureList(
  browser: Browser,
  { address }: BenchInput,
): Promise<Visits<{ interactiveMs: number; scroll: FrameTimes }>> {
  return visitTwice(browser, { viewport: VIEWPORT }, async (page) => {
    await page.goto(address, { waitUntil: 'commit' });
    const interactiveMs = await page.evaluate(untilRowsReact);
    await page.mouse.move(VIEWPORT.width / 2, VIEWPORT.height / 2);
    return { interactiveMs, scroll: await recordFrames(page, () => wheel(page)) };
  });
}

/** Clicks the first row's box until the row says that it is selected. Runs in the page. */
function untilRowsReact(): Promise<number> {
  return new Promise((resolve) => {
    const ask = () => {
      const row = document.querySelector('[data-run]');
      if (row?.hasAttribute('data-selected')) {
        resolve(performance.now());
        return;
      }
      row?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
      setTimeout(ask, 10);
    };
    ask();
  });
}

async function wheel(page: Page): Promise<void> {
  for (let i = 0; i < WHEEL_STEPS; i++) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(33);
  }
}
