import { getSweep, listRuns } from '@laten/db';
import { expect, it } from 'vitest';
import { runRow } from '../testing/pages.ts';
import { trainingChildrenOf } from '../testing/processes.ts';
import { eventually, saveScreenshot, withBrowser, withLaten } from '../testing/stage.ts';
import { launchSweep, sweepStatus, tinySpec, trialsByState } from '../testing/sweeps.ts';

/** A sweep on its page, with a real worker: steered, survived, and stopped where it goes wrong. */

const openPage = withBrowser();
const getLaten = withLaten();
/** A worker that was lost is noticed within 45 s, and trials begin anew on a machine that may be busy. */
const TRAINING_MS = 180_000;

const endless = { limit: 60_000, epochs: 50 };

it('is paused, goes on where it was, and is canceled, all from its page', async (context) => {
  const page = await openPage(context);
  const { url, database } = getLaten();
  const spec = tinySpec({ name: 'endless', base: { preset: 'tiny', overrides: endless } });
  const id = await launchSweep(database, spec);
  await page.goto(`${url}/sweeps`);
  await page.getByRole('link', { name: 'endless', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'endless' }).waitFor();
  await trialsByState(page, /^\d running$/).waitFor();
  await runRow(page, 'beta=0.5').getByRole('progressbar').waitFor();
  await page
    .getByRole('table', { name: 'Workers and what each does' })
    .getByText(/trains trial 0/)
    .waitFor();
  await saveScreenshot(page, 'sweep-running', { fullPage: true });

  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await sweepStatus(page, 'Paused').waitFor();
  await trialsByState(page, '4 queued').waitFor();
  await page.getByText('Paused by a person. Resume it, and its trials go on where they were.').waitFor();
  const pausedAt = await stepsOf(id);
  expect(Math.max(...pausedAt)).toBeGreaterThan(0);

  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await sweepStatus(page, 'Active').waitFor();
  await trialsByState(page, /^\d running$/).waitFor();
  await eventually(async () => (await stepsOf(id)).some((step, i) => step > (pausedAt[i] ?? 0))).toBe(true);
  expect((await stepsOf(id)).every((step, i) => step >= (pausedAt[i] ?? 0))).toBe(true);

  await page.getByRole('button', { name: 'Cancel the sweep' }).click();
  await page.getByRole('menuitem', { name: /^Now/ }).click();
  await sweepStatus(page, 'Canceled').waitFor();
  await trialsByState(page, '4 canceled').waitFor();
  expect(await getSweep(database, id)).toMatchObject({ status: 'CANCELED', counts: { CANCELED: 4 } });
});

it('goes on with a trial whose training process was killed, and says that it was', async (context) => {
  const page = await openPage(context);
  const { url, database, upPid } = getLaten();
  const steps = 188;
  const overrides = { limit: 3_000, epochs: 2 };
  const spec = tinySpec({
    name: 'survivors',
    parameters: { beta: { kind: 'values', values: [1, 2] } },
    base: { preset: 'tiny', overrides },
  });
  const id = await launchSweep(database, spec);
  await page.goto(`${url}/sweeps/${id}`);
  await runRow(page, 'beta=1').getByRole('progressbar').waitFor();
  const children = await trainingChildrenOf(upPid);
  for (const pid of children) process.kill(pid, 'SIGKILL');

  const failures = page.getByRole('region', { name: 'Failures' });
  await failures.getByText('1 worker lost').first().waitFor();
  await sweepStatus(page, 'Finished').waitFor({ timeout: TRAINING_MS });
  await trialsByState(page, '2 finished').waitFor();
  const { runs } = await listRuns(database, { sweepId: id, metric: 'loss' });
  expect(runs.map(({ progress }) => progress.step)).toEqual([steps, steps]);
  expect(runs.some(({ attempt }) => attempt > 1)).toBe(true);
  await page.getByRole('figure', { name: /^val_nelbo of the trials/ }).waitFor();
  await saveScreenshot(page, 'sweep-finished', { fullPage: true });
});

it('says on the dashboard that a worker stopped after three failures, and lets it try again', async (context) => {
  const page = await openPage(context);
  const { url, database } = getLaten();
  const spec = tinySpec({
    name: 'too hot',
    parameters: { beta: { kind: 'values', values: [1, 2, 3, 4, 5] } },
    base: { preset: 'tiny', overrides: { learningRate: 10, limit: 1_000, epochs: 1 } },
  });
  const id = await launchSweep(database, spec);
  await page.goto(`${url}/sweeps`);
  const stopped = page.getByRole('list', { name: 'Workers that have stopped' });
  await stopped
    .getByText(/NON_FINITE_LOSS/)
    .first()
    .waitFor({ timeout: TRAINING_MS });
  await page.goto(url);
  await stopped
    .getByText(/NON_FINITE_LOSS/)
    .first()
    .waitFor();
  await saveScreenshot(page, 'worker-stopped');
  await stopped.getByRole('button', { name: 'Try again' }).click();
  await stopped.waitFor({ state: 'detached' });

  await page.goto(`${url}/sweeps/${id}`);
  await trialsByState(page, '5 failed').waitFor({ timeout: TRAINING_MS });
  await page.getByRole('region', { name: 'Failures' }).getByText('NON_FINITE_LOSS: 5 trials').waitFor();
  await page.getByRole('button', { name: 'Retry failed (5)' }).waitFor();
});

async function stepsOf(sweepId: string): Promise<number[]> {
  const { runs } = await listRuns(getLaten().database, { sweepId, sort: 'trial', direction: 'asc' });
  return runs.map(({ progress }) => progress.step);
}
