import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { recordRun } from '../../src/testing/record-run.ts';
import { sheetArtifact } from '../testing/artifacts.ts';
import { runRow } from '../testing/pages.ts';
import { eventually, saveScreenshot, withBrowser, withLaten } from '../testing/stage.ts';

/** Deleting says what goes, can be undone, and then really frees it; what still trains stays. */

const openPage = withBrowser();
const getLaten = withLaten();

it('deletes several runs, brings them back, deletes them again and frees their bytes', async (context) => {
  const { url, database } = getLaten();
  const points = { loss: [[1, 300] as const, [2, 290] as const] };
  for (const [epoch, name] of ['alpha', 'beta'].entries())
    await recordRun(database, { name, points, artifacts: [sheetArtifact('samples', { side: 16, epoch })] });
  await recordRun(database, { name: 'gamma', points, outcome: null });
  const page = await openPage(context);
  await page.goto(url);

  await selectAndAsk(page, ['alpha', 'beta', 'gamma']);
  const dialog = page.getByRole('dialog', { name: 'Delete 3 runs?' });
  await dialog.getByText('2 runs').waitFor();
  expect(await dialog.getByRole('listitem').allTextContents()).toEqual([
    '2 runs',
    '4 logged values',
    expect.stringMatching(/^2 files/),
    expect.stringMatching(/of disk, which no other run needs$/),
  ]);
  await dialog.getByText(/1 run still trains and stays/).waitFor();
  await saveScreenshot(page, 'delete-dialog');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await runRow(page, 'alpha').waitFor({ state: 'detached' });
  await runRow(page, 'gamma').waitFor();

  const toasts = page.getByRole('region', { name: 'Notices' });
  await toasts.getByText('2 runs deleted.').waitFor();
  await saveScreenshot(page, 'delete-undo');
  await toasts.getByRole('button', { name: 'Undo' }).click();
  await runRow(page, 'alpha').waitFor();
  await runRow(page, 'beta').waitFor();
  const bytesBefore = await countBlobs();
  expect(bytesBefore).toBe(2);

  await selectAndAsk(page, ['alpha', 'beta']);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await runRow(page, 'beta').waitFor({ state: 'detached' });
  await database.pool.query(`UPDATE run SET deleted_at = deleted_at - interval '1 minute'`);
  await eventually(countBlobs).toBe(0);
  await eventually(countRuns).toBe(1);
  await runRow(page, 'gamma').waitFor();
});

async function selectAndAsk(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
  await page.getByRole('region', { name: 'Selected runs' }).getByRole('button', { name: 'Delete…' }).click();
}

const countBlobs = () => count('blob');
const countRuns = () => count('run');

async function count(table: 'blob' | 'run'): Promise<number> {
  const { rows } = await getLaten().database.pool.query(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0].n;
}
