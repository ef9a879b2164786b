import type { Browser } from 'playwright-core';
import type { BenchInput } from './bench-input.ts';

const WATCH_MS = 60_000;

/** Seen is a step and the moment, ms since 1970, when the page first showed it in words. */
export type Seen = { readonly step: number; readonly atMs: number };

/** measureLatency watches the page of a run that trains, and notes when each step that it shows appears. */
export async function measureLatency(
  browser: Browser,
  { address, runId }: BenchInput,
): Promise<{ seen: Seen[] }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  await page.goto(`${address}/runs/${runId}`);
  await page.locator('[data-chart] [data-step]').first().waitFor();
  const seen = await page.evaluate(watchSteps, WATCH_MS);
  // What stood there at first was not waited for.
  return { seen: seen.slice(1) };
}

function watchSteps(durationMs: number): Promise<Seen[]> {
  return new Promise((resolve) => {
    const seen: Seen[] = [];
    let last = '';
    const note = () => {
      const text = document.querySelector('[data-chart] [data-step]')?.getAttribute('data-step') ?? '';
      if (text === last) return;
      last = text;
      seen.push({ step: Number(text), atMs: performance.timeOrigin + performance.now() });
    };
    const observer = new MutationObserver(note);
    observer.observe(document.body, {
      subtree: true,
      attributes: true,
      childList: true,
      characterData: true,
    });
    setTimeout(() => {
      observer.disconnect();
      resolve(seen);
    }, durationMs);
  });
}
