import type { Browser, Page } from 'playwright-core';
import type { BenchInput } from './bench-input.ts';
import { type FrameTimes, recordFrames } from './frames.ts';
import { type Visits, visitTwice } from './visit-twice.ts';

const VIEWPORT = { width: 1440, height: 1000 };
const CURVE = 'path.recharts-line-curve, path.recharts-area-curve';

/** measureRunPage times the navigation to all charts in the window having their lines. */
export function measureRunPage(
  browser: Browser,
  { address, runId }: BenchInput,
): Promise<Visits<{ drawnMs: number; charts: number }>> {
  return visitTwice(browser, { viewport: VIEWPORT }, async (page) => {
    await page.goto(`${address}/runs/${runId}`, { waitUntil: 'commit' });
    return page.evaluate(untilChartsAreDrawn, CURVE);
  });
}

function untilChartsAreDrawn(curve: string): Promise<{ drawnMs: number; charts: number }> {
  return new Promise((resolve) => {
    const ask = () => {
      const visible = [...document.querySelectorAll('[data-chart]')].filter(
        (chart) => chart.getBoundingClientRect().top < window.innerHeight,
      );
      const drawn = visible.filter((chart) =>
        [...chart.querySelectorAll(curve)].some((path) => (path.getAttribute('d') ?? '').length > 20),
      );
      if (visible.length > 0 && drawn.length === visible.length) {
        requestAnimationFrame(() => resolve({ drawnMs: performance.now(), charts: drawn.length }));
      } else requestAnimationFrame(ask);
    };
    ask();
  });
}

/** measureHover moves the pointer over the charts of a run and notes the frames. */
export async function measureHover(
  browser: Browser,
  input: BenchInput,
): Promise<FrameTimes & { charts: number; lines: number }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1400 } });
  await page.goto(`${input.address}/runs/${input.runId}`);
  await page.evaluate(untilChartsAreDrawn, CURVE);
  const chart = page.locator('[data-chart]').first();
  await chart.scrollIntoViewIfNeeded();
  const charts = await page.locator('[data-chart]').count();
  const lines = await page.locator(CURVE).count();
  return { ...(await recordFrames(page, () => sweepOver(page))), charts, lines };
}

async function sweepOver(page: Page): Promise<void> {
  const box = await page.locator('[data-chart] svg.recharts-surface').first().boundingBox();
  if (!box) throw new Error('The first chart has no size.');
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i <= 60; i++) {
      await page.mouse.move(box.x + 60 + ((box.width - 80) * i) / 60, box.y + box.height / 2);
      await page.waitForTimeout(16);
    }
  }
}
