import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { chart, fillLaunchForm, launchForm, runStatus, startRun, waitForRunPage } from '../testing/pages.ts';
import { saveScreenshot, withBrowser, withLaten } from '../testing/stage.ts';

/** Start, clone, cancel, resume, train further, fail and try again: all from the browser. */

const openPage = withBrowser();
const getLaten = withLaten();

it('clones a run with 16 dimensions, cancels the clone, and resumes it where it was', async (context) => {
  const page = await openPage(context);
  await page.goto(getLaten().url);
  const original = await startRun(page, {
    name: 'two dimensions',
    preset: 'tiny',
    settings: { epochs: '1', limit: '500' },
  });
  await runStatus(page, 'Finished').waitFor();

  await page.getByRole('button', { name: 'Clone with changes' }).click();
  const form = launchForm(page);
  await form.getByText('Nothing differs from the original.').waitFor();
  await fillLaunchForm(page, { settings: { latentDim: '16', epochs: '2', limit: '6000' } });
  await form.getByText('Differs from the original in latentDim, epochs, limit.').waitFor();
  await form.getByRole('button', { name: 'Set back latentDim to 2' }).waitFor();
  await form
    .getByRole('status')
    .filter({ hasText: /images × 2 epochs/ })
    .waitFor();
  await saveScreenshot(page, 'launch-clone');
  await form.getByRole('button', { name: 'Start clone' }).click();

  await waitForRunPage(page, 'two dimensions latentDim=16 epochs=2 limit=6000');
  await page.getByRole('link', { name: `cloned from ${original}` }).waitFor();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await runStatus(page, 'Canceled').waitFor();
  const canceledAt = await stepOf(page);
  await saveScreenshot(page, 'run-canceled');

  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await runStatus(page, 'Finished').waitFor();
  await page.getByText('attempt 2', { exact: true }).waitFor();
  expect(canceledAt).toBeGreaterThan(0);
  expect(canceledAt).toBeLessThan(376);
  expect(await downloadSteps(page, { title: 'Objective', series: 'loss' })).toEqual(
    Array.from({ length: 376 }, (_, i) => i + 1),
  );
});

it('trains a finished run further', async (context) => {
  const page = await openPage(context);
  await page.goto(getLaten().url);
  await startRun(page, { name: 'one epoch', preset: 'tiny', settings: { epochs: '1', limit: '512' } });
  await runStatus(page, 'Finished').waitFor();
  await page.getByRole('button', { name: 'Train more epochs' }).click();
  const form = launchForm(page);
  await form.getByText('1 of 1 are done.').waitFor();
  await form.getByRole('textbox', { name: 'Epochs in all' }).fill('1');
  await form.getByText('1 are done already: ask for more.').waitFor();
  await form.getByRole('textbox', { name: 'Epochs in all' }).fill('2');
  await form.getByRole('button', { name: 'Train further' }).click();
  await page.getByText('step 32 of 32').waitFor();
  await runStatus(page, 'Finished').waitFor();
  expect(await downloadSteps(page, { title: 'Objective', series: 'loss' })).toEqual(
    Array.from({ length: 32 }, (_, i) => i + 1),
  );
});

it('says what broke a run, retries it, and offers the change to clone it with', async (context) => {
  const page = await openPage(context);
  await page.goto(getLaten().url);
  const settings = { learningRate: '10', limit: '1000', epochs: '1' };
  const broken = await startRun(page, { name: 'too fast', preset: 'tiny', settings });
  await runStatus(page, 'Failed').waitFor();
  await page
    .getByText(/loss became (NaN|Infinity|-Infinity) at step \d+/)
    .first()
    .waitFor();
  await saveScreenshot(page, 'run-failed');

  await page.getByRole('button', { name: 'Retry' }).click();
  await page.getByText('attempt 2', { exact: true }).waitFor();
  await runStatus(page, 'Failed').waitFor();

  await page.getByRole('button', { name: 'Try learningRate 1', exact: true }).click();
  const form = launchForm(page);
  await form.getByRole('button', { name: 'Set back learningRate to 10' }).waitFor();
  await form.getByRole('button', { name: 'Start clone' }).click();
  await waitForRunPage(page, 'too fast learningRate=1');
  await page.getByRole('link', { name: `cloned from ${broken}` }).waitFor();
});

/** The step that the head of the page says. */
async function stepOf(page: Page): Promise<number> {
  const text = await page.getByText(/^step [\d,]+ of/).textContent();
  return Number(/step ([\d,]+)/.exec(text ?? '')?.[1]?.replaceAll(',', ''));
}

/** The steps of a series in the file that a chart's button downloads. */
async function downloadSteps(page: Page, { title, series }: { title: string; series: string }) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    chart(page, title)
      .getByRole('button', { name: `Download the points of ${title} as CSV` })
      .click(),
  ]);
  const csv = await readFile(await download.path(), 'utf8');
  const rows = csv.split('\n').map((line) => line.split(','));
  return rows.filter(([name]) => name === series).map(([, step]) => Number(step));
}
