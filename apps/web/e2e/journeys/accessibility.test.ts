import { createId } from '@laten/shared';
import type { Page } from 'playwright-core';
import { beforeAll, describe, it } from 'vitest';
import { type RecordedRun, recordRun } from '../../src/testing/record-run.ts';
import { pictureArtifacts } from '../testing/artifacts.ts';
import { expectNoBarriers } from '../testing/barriers.ts';
import { fillLaunchForm, launchForm, runRow, waitForRunPage } from '../testing/pages.ts';
import { withBrowser, withDashboard } from '../testing/stage.ts';

/** No page and no state has a barrier that axe calls serious or critical, in light and in dark. */

const openPage = withBrowser();
const getRecorded = withDashboard();
const prefix = createId().slice(0, 12);
const ids = { ambiguous: `${prefix}aaaa`, alike: `${prefix}bbbb` };

const points = {
  loss: Array.from({ length: 16 }, (_, i) => [i + 1, 300 - i] as const),
  kl_loss: Array.from({ length: 16 }, (_, i) => [i + 1, 5 + i / 4] as const),
  val_nelbo: [[8, 290] as const, [16, 280.25] as const],
  val_reconstruction_loss: [[8, 280] as const, [16, 272] as const],
  val_kl_loss: [[8, 10] as const, [16, 8.25] as const],
  active_units: [[8, 2] as const, [16, 2] as const],
  'val_kl_dimension/0': [[8, 4] as const, [16, 4.5] as const],
  'val_kl_dimension/1': [[8, 5] as const, [16, 3.75] as const],
};
const runs: Readonly<Record<string, RecordedRun>> = {
  finished: { points, artifacts: pictureArtifacts({ side: 28, epochs: 2, latentDim: 2 }) },
  running: { points: { loss: points.loss }, outcome: null },
  failed: {
    points: { loss: points.loss.slice(0, 3) },
    outcome: { status: 'FAILED', reason: 'loss became NaN at step 3.', reasonCode: 'NON_FINITE_LOSS' },
  },
  canceled: { outcome: { status: 'CANCELED', reason: 'canceled on request', reasonCode: null } },
  deep: {
    points,
    overrides: { latentDim: 64 },
    artifacts: pictureArtifacts({ side: 28, epochs: 1, latentDim: 64 }),
  },
  ambiguous: { runId: ids.ambiguous },
  alike: { runId: ids.alike },
};
const idOf: Record<string, string> = {};

describe('the empty database', () => {
  it('has no barrier', async (context) => {
    const page = await openPage(context);
    await page.goto(getRecorded().dashboard.url);
    await page.getByRole('heading', { name: 'Watch a variational autoencoder learn' }).waitFor();
    await expectNoBarriers(page, 'empty');
  });
});

describe('pages and states', () => {
  beforeAll(async () => {
    const { database } = getRecorded().testDatabase;
    for (const [name, run] of Object.entries(runs)) idOf[name] = await recordRun(database, { name, ...run });
  });

  it('the list, its selection, dialogs, form and palette have no barrier', async (context) => {
    const page = await openPage(context);
    await page.goto(getRecorded().dashboard.url);
    await runRow(page, 'finished').waitFor();
    await expectNoBarriers(page, 'list');
    for (const name of ['finished', 'running'])
      await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
    await expectNoBarriers(page, 'list-selection');
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('dialog').getByText('1 run', { exact: true }).waitFor();
    await expectNoBarriers(page, 'delete-dialog');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('dialog', { name: 'Columns' }).waitFor();
    await expectNoBarriers(page, 'columns');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Actions for finished' }).click();
    await page.getByRole('menuitem', { name: 'Copy link' }).waitFor();
    await expectNoBarriers(page, 'row-menu');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('option', { name: /^finished/ }).waitFor();
    await expectNoBarriers(page, 'palette');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'New run' }).click();
    await fillLaunchForm(page, { preset: 'tiny', settings: { latentDim: '0', beta: 'much' } });
    await launchForm(page).getByText('Fix what is marked, then start.').waitFor();
    await expectNoBarriers(page, 'launch-form-error');
  });

  it.for(['running', 'failed', 'canceled', 'deep'])(
    'the page of a %s run has no barrier',
    async (name, context) => {
      const page = await openPage(context);
      await openRun(page, name);
      await expectNoBarriers(page, `run-${name}`);
    },
  );

  it('the page of a finished run has none, nor its table, full screens and enlarged image', async (context) => {
    const page = await openPage(context);
    await openRun(page, 'finished');
    await page.locator('[data-ready]').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Show the data of Objective as a table' }).click();
    await expectNoBarriers(page, 'run-finished-states');
    await page.getByRole('button', { name: 'Show Objective full screen' }).click();
    await page.waitForFunction(() => document.fullscreenElement !== null);
    await expectNoBarriers(page, 'chart-full-screen');
    await page.getByRole('button', { name: 'Leave full screen' }).click();
    await page.waitForFunction(() => document.fullscreenElement === null);
    await page
      .getByRole('button', { name: /reconstruction loss/ })
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    await expectNoBarriers(page, 'enlarged-states');
  });

  it('addresses that lead nowhere, or to several runs, have no barrier', async (context) => {
    const page = await openPage(context, { tolerates: /status of (404|400|409)/ });
    await page.goto(`${getRecorded().dashboard.url}/runs/zzzzzzzzzzzzzzzz`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectNoBarriers(page, 'not-found');
    await page.goto(`${getRecorded().dashboard.url}/runs/${prefix}`);
    await page.getByRole('heading', { name: /Several runs/ }).waitFor();
    await expectNoBarriers(page, 'ambiguous');
  });

  it('a page whose server has gone has no barrier', async (context) => {
    const page = await openPage(context, { tolerates: /Failed to load resource|ERR_CONNECTION/ });
    await openRun(page, 'finished');
    await page.locator('[data-ready]').waitFor({ state: 'attached' });
    await page.getByRole('banner').getByText('Live', { exact: true }).waitFor();
    await getRecorded().dashboard.stop();
    await page
      .getByRole('banner')
      .getByText(/^Not up to date since/)
      .first()
      .waitFor();
    await expectNoBarriers(page, 'away');
  });
});

async function openRun(page: Page, name: string): Promise<void> {
  await page.goto(`${getRecorded().dashboard.url}/runs/${idOf[name]}`);
  await waitForRunPage(page, name);
  await page.getByRole('heading', { name: 'Artifacts' }).waitFor();
}
