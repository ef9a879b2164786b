import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@laten/db/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, type TestContext, vi } from 'vitest';
import { findChromium, launchBrowser } from './browser.ts';
import { buildIfStale, type Dashboard, startDashboard } from './dashboard.ts';
import { type Laten, startLaten } from './laten.ts';

/** What a file of journeys plays on: a browser for all of them, and a dashboard with or without the rest of Laten. */

const screenshotFolder = join(import.meta.dirname, '../screenshots');
/** PATIENCE_MS is how long a test waits for what must come. */
export const PATIENCE_MS = 60_000;
/** A journey waits several times. On a machine that does other things too, each takes its time. */
const JOURNEY_MS = 240_000;

/** eventually asks again and again until what it asserts holds. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: PATIENCE_MS, interval: 100 });
}

/** PageOptions say through which window a page is looked at. */
type PageOptions = {
  /** CSS pixels. (Default: 1440.) */
  readonly width?: number;
  /** (Default: 900.) */
  readonly height?: number;
  readonly dark?: boolean;
  /** Complaints of the browser that belong to the test: a run that is not there answers 404. (Default: none.) */
  readonly tolerates?: RegExp;
};

/** OpenPage opens a page that is closed when its test ends. A complaint of the browser fails the test. */
export type OpenPage = (context: TestContext, options?: PageOptions) => Promise<Page>;

/** withBrowser starts a browser before the tests of a file and ends it after them. Without one its tests are skipped. */
export function withBrowser(): OpenPage {
  let browser: Browser | undefined;
  vi.setConfig({ testTimeout: JOURNEY_MS });
  beforeAll(async () => {
    const chromium = await findChromium();
    if (chromium) browser = await launchBrowser(chromium);
  });
  afterAll(() => browser?.close());
  return async (context, { width = 1440, height = 900, dark = false, tolerates } = {}) => {
    if (!browser) {
      context.skip('No Chromium on this machine: install it, or name one in LATEN_TEST_CHROMIUM.');
      throw new Error('unreachable: the test was skipped');
    }
    const page = await browser.newPage({
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      acceptDownloads: true,
    });
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints = collectComplaints(page, tolerates);
    context.onTestFinished(async () => {
      await page.close();
      expect(complaints).toEqual([]);
    });
    return page;
  };
}

/** Errors, and what the content security policy stopped. */
function collectComplaints(page: Page, tolerates: RegExp | undefined): string[] {
  const complaints: string[] = [];
  const complain = (text: string) => {
    if (!tolerates?.test(text)) complaints.push(text);
  };
  page.on('console', (message) => {
    if (message.type() === 'error') complain(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complain(String(error)));
  return complaints;
}

/** withLaten runs all of Laten for the tests of a file. */
export function withLaten(): () => Laten {
  let laten: Laten;
  beforeAll(async () => {
    laten = await startLaten();
  });
  afterAll(() => laten?.stop());
  return () => laten;
}

/** Recorded is a dashboard on a database that a test fills by itself: nothing trains. */
export type Recorded = { readonly dashboard: Dashboard; readonly testDatabase: TestDatabase };

/** withDashboard serves the dashboard on a database of the file's own. */
export function withDashboard(): () => Recorded {
  let recorded: Recorded;
  beforeAll(async () => {
    const testDatabase = await createTestDatabase();
    await buildIfStale();
    recorded = { testDatabase, dashboard: await startDashboard(testDatabase.url) };
  });
  afterAll(async () => {
    await recorded?.dashboard.stop();
    await recorded?.testDatabase.drop();
  });
  return () => recorded;
}

/** saveScreenshot keeps a picture of the page for people to look at. */
export async function saveScreenshot(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  await mkdir(screenshotFolder, { recursive: true });
  await page.screenshot({ path: join(screenshotFolder, `${name}.png`), fullPage });
}
