import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { chart, countDrawnPoints, runRow, runStatus, startRun } from '../testing/pages.ts';
import { eventually, saveScreenshot, withBrowser, withLaten } from '../testing/stage.ts';

/** The first minutes: an empty database, a button, and a model that learns while one looks. */

const openPage = withBrowser();
const getLaten = withLaten();

it('explains itself in an empty database, and trains at a click', async (context) => {
  const page = await openPage(context);
  await page.goto(getLaten().url);
  await page.getByRole('heading', { name: 'Watch a variational autoencoder learn' }).waitFor();
  expect(await page.locator('ol li').count()).toBe(3);
  await saveScreenshot(page, 'empty-database');

  await page.getByRole('button', { name: 'Train the reference model' }).click();
  await page.waitForURL(/\/runs\/[a-z0-9]{16}$/);
  await runStatus(page, 'Running').waitFor();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await runStatus(page, 'Canceled').waitFor();
});

it('shows a run as it learns, without a reload', async (context) => {
  const page = await openPage(context);
  const list = await openPage(context);
  await list.goto(getLaten().url);
  await list.getByRole('row').getByText('Canceled', { exact: true }).waitFor();
  await page.goto(getLaten().url);
  await startRun(page, { name: 'first steps', preset: 'tiny', settings: { epochs: '4', limit: '4000' } });

  await runRow(list, 'first steps').waitFor();
  const objective = chart(page, 'Objective');
  await page.getByRole('progressbar').waitFor();
  await eventually(() => countDrawnPoints(objective)).toBeGreaterThan(2);
  const atFirst = await stepShown(objective);
  await saveScreenshot(page, 'run-learning');
  await eventually(() => stepShown(objective)).toBeGreaterThan(atFirst);
  await page.getByRole('img', { name: /^Samples\. Epoch \d/ }).waitFor();

  await runStatus(page, 'Finished').waitFor();
  expect(await page.getByRole('list', { name: 'What the figures say' }).textContent()).toMatch(
    /After 4 epochs an image costs \d+\.\d+ nats on average\./,
  );
  await runRow(list, 'first steps').getByText('Finished', { exact: true }).waitFor();
  expect(await runRow(list, 'first steps').textContent()).toContain('4 of 4');
  await saveScreenshot(page, 'run-finished', { fullPage: true });
  await saveScreenshot(list, 'list-live');
});

/** The step of the newest value beside a chart. */
async function stepShown(figure: Locator): Promise<number> {
  return Number(await figure.locator('[data-step]').first().getAttribute('data-step'));
}
