import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findBarriers } from './axe.ts';
import { saveScreenshot } from './stage.ts';

/** expectNoBarriers has axe judge a page in light and in dark, and keeps a picture of each. */
export async function expectNoBarriers(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForFunction(
      (scheme) => document.documentElement.dataset.mantineColorScheme === scheme,
      colorScheme,
    );
    await page.evaluate(untilColoursRest);
    await saveScreenshot(page, `states/${name}-${colorScheme}`);
    const what = colorScheme === 'light' ? 'all' : 'colours';
    expect(await findBarriers(page, what), `${name}, ${colorScheme}`).toEqual([]);
  }
}

/** Colours that change with the scheme take a moment, half-way of neither. In a closed fold they never come to rest. */
async function untilColoursRest(): Promise<void> {
  const transitions = document.getAnimations().filter((animation) => {
    const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null;
    return animation instanceof CSSTransition && target?.checkVisibility();
  });
  await Promise.allSettled(transitions.map((transition) => transition.finished));
}
