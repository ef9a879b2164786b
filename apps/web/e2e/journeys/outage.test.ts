import { expect, it } from 'vitest';
import { runStatus, startRun } from '../testing/pages.ts';
import { saveScreenshot, withBrowser, withLaten } from '../testing/stage.ts';

/** A database that goes away and comes back. */

const openPage = withBrowser();
const getLaten = withLaten();

it('says that the page is not up to date while Postgres is away, catches up, and lost nothing', async (context) => {
  const laten = getLaten();
  const page = await openPage(context, { tolerates: /Failed to load resource/ });
  await page.goto(laten.url);
  const runId = await startRun(page, {
    name: 'through the outage',
    preset: 'tiny',
    settings: { epochs: '3', limit: '4000' },
  });
  await page.getByRole('progressbar').waitFor();

  await laten.stopDatabase();
  await page
    .getByRole('banner')
    .getByText(/^Not up to date since/)
    .first()
    .waitFor();
  await saveScreenshot(page, 'database-away');
  await laten.startDatabase();
  await page.getByRole('banner').getByText('Live', { exact: true }).waitFor();
  await runStatus(page, 'Finished').waitFor();

  const steps = await readSteps(runId);
  expect(steps).toEqual(Array.from({ length: 375 }, (_, i) => i + 1));
});

async function readSteps(runId: string): Promise<number[]> {
  const { rows } = await getLaten().database.pool.query<{ step: number }>(
    `SELECT step FROM point JOIN series ON series.id = series_id WHERE run_id = $1 AND name = 'loss' ORDER BY step`,
    [runId],
  );
  return rows.map(({ step }) => step);
}
