import { once } from 'node:events';
import type { Browser, CDPSession } from 'playwright-core';
import type { BenchInput } from './bench-input.ts';

/** HeapGrowth is what a page holds before and after an hour of points, after garbage collection, and what it asked for. */
export type HeapGrowth = {
  readonly beforeBytes: number;
  readonly afterBytes: number;
  /** Requests that read whole series while the hour was logged. */
  readonly historyReads: number;
  readonly newerReads: number;
  readonly shownStep: number;
};

/** measureHeap opens a live run, says `ready`, waits for `logged` and measures what the page has grown by. */
export async function measureHeap(browser: Browser, { address, runId }: BenchInput): Promise<HeapGrowth> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  let historyReads = 0;
  let newerReads = 0;
  page.on('request', (request) => {
    if (request.url().includes('series.readMany')) historyReads++;
    if (request.url().includes('series.readNewer')) newerReads++;
  });
  await page.goto(`${address}/runs/${runId}`);
  await page.locator('[data-chart] path.recharts-line-curve').first().waitFor();
  await page.waitForTimeout(3_000);
  const session = await page.context().newCDPSession(page);
  const beforeBytes = await heapBytes(session);
  historyReads = 0;
  process.send?.('ready');
  const [message] = (await once(process, 'message')) as [{ lastStep: number }];
  await page.waitForFunction(
    (step) => Number(document.querySelector('[data-chart] [data-step]')?.getAttribute('data-step')) >= step,
    message.lastStep,
    { timeout: 60_000 },
  );
  await page.waitForTimeout(3_000);
  const shownStep = Number(await page.locator('[data-chart] [data-step]').first().getAttribute('data-step'));
  return { beforeBytes, afterBytes: await heapBytes(session), historyReads, newerReads, shownStep };
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}
