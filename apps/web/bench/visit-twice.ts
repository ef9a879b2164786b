import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A browser that was just started is busy with itself for a while; that is no part of a navigation. */
const REST_MS = 2_000;

/** Visits are the times of two navigations to one page: by a browser that has never seen Laten, and by the same browser again. */
export type Visits<T> = { readonly first: T; readonly again: T };

/** visitTwice measures a page in a new profile, closes it, and measures it once more. Each time the browser rests before. */
export async function visitTwice<T>(
  browser: Browser,
  options: BrowserContextOptions,
  measure: (page: Page) => Promise<T>,
): Promise<Visits<T>> {
  const context = await browser.newContext(options);
  const visit = async () => {
    const page = await context.newPage();
    await page.waitForTimeout(REST_MS);
    const measured = await measure(page);
    await page.close();
    return measured;
  };
  return { first: await visit(), again: await visit() };
}
