import { insertLongSeries } from '@laten/db/testing';
import { createId } from '@laten/shared';
import { expect, it } from 'vitest';
import { recordRun } from '../../src/testing/record-run.ts';
import { pictureArtifacts, sheetPixel } from '../testing/artifacts.ts';
import { chart, countDrawnPoints, runRow, waitForRunPage } from '../testing/pages.ts';
import { readCanvas } from '../testing/pixels.ts';
import { eventually, saveScreenshot, withBrowser, withDashboard } from '../testing/stage.ts';

/** What a page meets that nobody wishes for. */

const openPage = withBrowser();
const getRecorded = withDashboard();
const getDatabase = () => getRecorded().testDatabase.database;
const addressOf = (id: string) => `${getRecorded().dashboard.url}/runs/${id}`;

it('says that an id is not there, or which runs it may mean', async (context) => {
  const prefix = createId().slice(0, 12);
  const [one, two] = [`${prefix}aaaa`, `${prefix}bbbb`];
  await recordRun(getDatabase(), { runId: one, name: 'one of two' });
  await recordRun(getDatabase(), { runId: two, name: 'two of two' });
  const page = await openPage(context, { tolerates: /status of (404|400|409)/ });
  const answer = await page.goto(addressOf('zzzzzzzzzzzzzzzz'));
  expect(answer?.status()).toBe(404);
  await page.getByText('No run has the id or prefix "zzzzzzzzzzzzzzzz"').waitFor();
  await saveScreenshot(page, 'run-not-found');

  await page.goto(addressOf(prefix));
  await page.getByRole('heading', { name: `Several runs begin with "${prefix}"` }).waitFor();
  await saveScreenshot(page, 'run-ambiguous');
  await page.getByRole('link', { name: /two of two/ }).click();
  expect(await waitForRunPage(page, 'two of two')).toBe(two);
});

it('says that a run was deleted in another tab, and brings it back', async (context) => {
  const id = await recordRun(getDatabase(), { name: 'short-lived' });
  const page = await openPage(context, { tolerates: /status of 404/ });
  const other = await openPage(context, { tolerates: /status of 404/ });
  await page.goto(addressOf(id));
  await other.goto(addressOf(id));
  await other.getByRole('button', { name: 'Delete', exact: true }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await other.waitForURL(getRecorded().dashboard.url);
  await page.getByRole('heading', { name: 'This run has been deleted' }).waitFor();
  await saveScreenshot(page, 'run-deleted-elsewhere');
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await waitForRunPage(page, 'short-lived');
  await runRow(other, 'short-lived').waitFor();
});

it('draws a series of one point, and marks values that are not finite', async (context) => {
  const id = await recordRun(getDatabase(), {
    name: 'odd points',
    points: {
      val_nelbo: [[8, 300]],
      loss: [
        [1, 310],
        [2, Number.NaN],
        [3, Number.POSITIVE_INFINITY],
        [4, 305],
      ],
    },
  });
  const page = await openPage(context);
  await page.goto(addressOf(id));
  const objective = chart(page, 'Objective');
  await objective.getByText('train: 2 values are not finite numbers, the first at step 2.').waitFor();
  await eventually(() =>
    objective.locator('circle.recharts-dot, .recharts-line-dot').count(),
  ).toBeGreaterThan(0);
  await saveScreenshot(page, 'odd-points');
});

it('draws a series of a million points with few', async (context) => {
  const id = await recordRun(getDatabase(), { name: 'a million' });
  await insertLongSeries(getDatabase(), { runId: id, name: 'loss', points: 1_000_000 });
  const page = await openPage(context);
  await page.goto(addressOf(id));
  const objective = chart(page, 'Objective');
  await objective.getByText(/^Band: lowest to highest of each [\d,]+ steps/).waitFor();
  await eventually(() => countDrawnPoints(objective)).toBeGreaterThan(100);
  expect(await countDrawnPoints(objective)).toBeLessThan(1_000);
  await saveScreenshot(page, 'a-million-points');
});

it('shows images of 16 × 16 pixels, and 64 dimensions', async (context) => {
  const id = await recordRun(getDatabase(), {
    name: 'other sizes',
    overrides: { latentDim: 64 },
    environment: { imageShape: [16, 16] },
    artifacts: pictureArtifacts({ side: 16, epochs: 2, latentDim: 64 }),
    points: Object.fromEntries(
      Array.from({ length: 64 }, (_, i) => [
        `val_kl_dimension/${i}`,
        [
          [8, 0.1 * i],
          [16, 0.2 * i],
        ] as const,
      ]),
    ),
  });
  const page = await openPage(context);
  await page.goto(addressOf(id));
  const canvas = page
    .getByRole('list', { name: /^Originals and reconstructions, epoch 2/ })
    .locator('canvas');
  await eventually(() => canvas.count()).toBe(64);
  const { width, height, values } = await readCanvas(canvas.nth(5));
  expect([width, height]).toEqual([33, 16]);
  expect(values[0]).toBe(sheetPixel('evaluation-images', { image: 5, epoch: 0 }));
  expect(values.at(-1)).toBe(sheetPixel('reconstructions', { image: 5, epoch: 2 }));
  const plane = page.getByRole('region', { name: 'Latent space' });
  await plane.getByRole('combobox', { name: 'Across' }).waitFor();
  await page.getByText(/with latentDim 64 the latent space is no plane/).waitFor();
  await saveScreenshot(page, 'sizes-64-dimensions', { fullPage: true });
});

it('says of a run without an epoch what will come, and of an ended one that nothing came', async (context) => {
  const begun = { epochsDone: 0, points: { loss: [[1, 500] as const, [2, 480] as const] } };
  const running = await recordRun(getDatabase(), { ...begun, name: 'just begun', outcome: null });
  const reason = 'The disk is full.';
  const ended = await recordRun(getDatabase(), {
    ...begun,
    name: 'broken at once',
    outcome: { status: 'FAILED', reason, reasonCode: 'DISK_FULL' },
  });
  const page = await openPage(context);
  const pictures = page.getByRole('region', { name: 'Reconstructions' });
  await page.goto(addressOf(running));
  await pictures.getByText(/pictures appear when the first epoch ends/).waitFor();
  await chart(page, 'Objective').locator('path.recharts-line-curve').first().waitFor();
  await saveScreenshot(page, 'no-epoch-running', { fullPage: true });
  await page.goto(addressOf(ended));
  await page.getByText(reason).first().waitFor();
  await pictures.getByText(/The run ended before its first epoch did/).waitFor();
  await chart(page, 'Objective').locator('path.recharts-line-curve').first().waitFor();
  await saveScreenshot(page, 'no-epoch-failed', { fullPage: true });
});

it('keeps both notes when two tabs edit one', async (context) => {
  const id = await recordRun(getDatabase(), { name: 'two writers' });
  const [page, other] = [
    await openPage(context, { tolerates: /status of 409/ }),
    await openPage(context, { tolerates: /status of 409/ }),
  ];
  for (const [tab, text] of [
    [page, 'mine'],
    [other, 'theirs'],
  ] as const) {
    await tab.goto(addressOf(id));
    await tab.getByRole('button', { name: 'Add a note' }).click();
    await tab.getByRole('textbox', { name: 'Note' }).fill(text);
  }
  await other.getByRole('button', { name: 'Save' }).click();
  await other.getByText('theirs', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/The note was changed elsewhere while you wrote/).waitFor();
  await saveScreenshot(page, 'note-conflict');
  await page.getByRole('button', { name: 'Keep both' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await other.getByText(/theirs[\s\S]*mine/).waitFor();
});
