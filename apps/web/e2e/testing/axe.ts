import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** What may be wrong in one colour scheme alone. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * findBarriers returns what axe calls serious or critical on a page as it stands: the rule and the place, one a line.
 * `colours` asks only for what a colour scheme may break. (Default: for everything.)
 */
export async function findBarriers(page: Page, what: 'all' | 'colours' = 'all'): Promise<string[]> {
  await page.evaluate(axe.source);
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(what === 'colours' ? { runOnly: colourRules } : {}),
  };
  const { violations } = await page.evaluate(
    (asked) => (window as unknown as { axe: typeof axe }).axe.run(document, asked),
    options,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')}. ${node.failureSummary}`),
    );
}
