import type { Page } from 'playwright-core';

/** FrameTimes are the times between frames while something happened, ms. */
export type FrameTimes = { readonly p95Ms: number; readonly maxMs: number; readonly frames: number };

/** recordFrames notes every frame that the page draws while `act` works with it. */
export async function recordFrames(page: Page, act: () => Promise<void>): Promise<FrameTimes> {
  await page.evaluate(() => {
    const times: number[] = [];
    let recording = true;
    const tick = (now: number) => {
      times.push(now);
      if (recording) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    Object.assign(window, {
      stopFrames: () => {
        recording = false;
        return times;
      },
    });
  });
  await act();
  const times = await page.evaluate(() => (window as unknown as { stopFrames(): number[] }).stopFrames());
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time));
  const sorted = gaps.toSorted((a, b) => a - b);
  return {
    p95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
    maxMs: sorted.at(-1) ?? Number.NaN,
    frames: gaps.length,
  };
}
