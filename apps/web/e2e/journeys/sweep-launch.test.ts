import { getSweep, listRuns, listSweeps } from '@laten/db';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findBarriers } from '../testing/axe.ts';
import { fillLaunchForm, launchForm } from '../testing/pages.ts';
import { saveScreenshot, withBrowser, withLaten } from '../testing/stage.ts';
import { trainRun } from '../testing/train.ts';

/** A sweep from the browser: put together, refused where it is wrong, launched once, and begun from what is there. */

const openPage = withBrowser();
const getLaten = withLaten();
/** Four trials, each a process that begins anew on a machine that may be busy. */
const TRAINING_MS = 180_000;

it('puts a sweep together, launches it once, and its trials are trained', async (context) => {
  const page = await openPage(context);
  await openForm(page);
  await plan(page).getByText('4 trials: 4 beta').waitFor();
  await parameter(page, 'preset').getByRole('combobox', { name: 'preset' }).selectOption('tiny');
  await fix(page, 'epochs', '1');
  await fix(page, 'limit', '64');
  await page.getByText('More settings (1 changed)').click();
  await fix(page, 'validation', '64');
  await list(page, 'beta', '1, 4');
  await page.getByRole('textbox', { name: 'Seeds for each point' }).fill('2');
  await plan(page).getByText('4 trials: 2 beta × 2 seeds').waitFor();
  expect(await plan(page).getByRole('row').allTextContents()).toEqual([
    'Trialbetaseed',
    '011',
    '141',
    '212',
    '342',
  ]);
  await expectNoBarriers(page, 'sweep-form');

  await page.reload();
  await page.getByText('This is what you typed before the page was left.').waitFor();
  await plan(page).getByText('4 trials: 2 beta × 2 seeds').waitFor();
  await page.getByRole('button', { name: 'Launch 4 trials' }).dblclick();
  await page.waitForURL(/\/sweeps\/[a-z0-9]{16}$/);
  await page.getByRole('heading', { level: 1, name: 'beta grid' }).waitFor();

  const { database } = getLaten();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  expect((await listSweeps(database, { limit: 10 })).sweeps.map((sweep) => sweep.id)).toEqual([id]);
  await expect
    .poll(async () => (await getSweep(database, id)).status, { timeout: TRAINING_MS })
    .toBe('FINISHED');
  expect((await getSweep(database, id)).counts).toMatchObject({ FINISHED: 4 });

  await page.goto(`${getLaten().url}/sweeps/new?clone=${id}`);
  await page.getByRole('heading', { level: 1, name: 'Clone beta grid' }).waitFor();
  await plan(page).getByText('4 trials: 2 beta × 2 seeds').waitFor();
  await list(page, 'beta', '1, 4, 8');
  await page.getByRole('textbox', { name: 'Seeds for each point' }).fill('3');
  await parameter(page, 'beta').getByText('Original has 1, 4').waitFor();
  await page.getByRole('button', { name: 'Set back Seeds for each point to 2' }).click();
  await plan(page).getByText('6 trials: 3 beta × 2 seeds').waitFor();
  await saveScreenshot(page, 'sweep-clone', { fullPage: true });
});

it('shows at its field what is refused, and launches nothing', async (context) => {
  const page = await openPage(context);
  await openForm(page);
  await plan(page).getByText('4 trials: 4 beta').waitFor();
  await mode(page, 'learningRate', 'Range');
  const rate = parameter(page, 'learningRate');
  await rate.getByText(/A grid cannot try every value of log_uniform_values/).waitFor();
  await page.getByText('Fix what is marked, then start.').waitFor();
  expect(await page.getByRole('button', { name: /^Launch/ }).isDisabled()).toBe(true);

  await page.getByRole('combobox', { name: 'Method' }).selectOption('random');
  await page.getByText(/A random search draws until it is told to stop/).waitFor();
  await page.getByRole('textbox', { name: 'Points to draw' }).fill('6');
  await rate.getByRole('textbox', { name: 'learningRate, From' }).fill('0.1');
  await rate.getByRole('textbox', { name: 'learningRate, To' }).fill('0.01');
  await rate.getByText('min 0.1 lies above max 0.01. Exchange them.').waitFor();
  await mode(page, 'latentDim', 'List');
  await list(page, 'latentDim', '2, many');
  await parameter(page, 'latentDim')
    .getByText(/"many" is refused/)
    .waitFor();
  expect(await rate.getByText('min 0.1 lies above max 0.01. Exchange them.').count()).toBe(1);
  await expectNoBarriers(page, 'sweep-form-refused');

  await list(page, 'latentDim', '2, 8');
  await page.getByRole('combobox', { name: 'Worker labels' }).fill('moon');
  await page.keyboard.press('Enter');
  await rate.getByRole('textbox', { name: 'learningRate, To' }).fill('1');
  await page.getByText(/No living worker has moon/).waitFor();
  expect((await listSweeps(getLaten().database, { limit: 10 })).sweeps).toHaveLength(1);
});

it('starts the run of the drawer with Ctrl+Enter, not the sweep behind it', async (context) => {
  const page = await openPage(context);
  await openForm(page);
  await plan(page).getByText('4 trials: 4 beta').waitFor();
  await page.getByRole('button', { name: 'New run' }).first().click();
  await fillLaunchForm(page, { preset: 'tiny', settings: { epochs: '1', limit: '64' } });
  const { database } = getLaten();
  const { total } = await listRuns(database, {});
  await saveScreenshot(page, 'drawer-over-sweep-form');
  await launchForm(page).getByRole('textbox', { name: 'limit', exact: true }).press('Control+Enter');
  await launchForm(page).waitFor({ state: 'detached' });
  await expect.poll(async () => (await listRuns(database, {})).total).toBe(total + 1);
  expect((await listSweeps(database, { limit: 10 })).sweeps).toHaveLength(1);
});

it('begins around a run, also on a phone', async (context) => {
  const { id, name } = await trainRun(getLaten(), {
    name: 'a good one',
    overrides: { epochs: 1, limit: 64, beta: 2 },
  });
  const page = await openPage(context, { width: 360, height: 740 });
  await page.goto(`${getLaten().url}/runs/${id}`);
  await page.getByRole('link', { name: 'Sweep around this run' }).click();
  await page.getByRole('heading', { level: 1, name: `Sweep around ${name}` }).waitFor();
  await plan(page).getByText('27 trials: 3 beta × 3 latentDim × 3 learningRate').waitFor();
  expect(await parameter(page, 'beta').getByRole('textbox').inputValue()).toBe('1, 2, 4');
  await parameter(page, 'beta').getByText('The run has 2').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await saveScreenshot(page, 'sweep-around-360', { fullPage: true });
});

async function openForm(page: Page): Promise<void> {
  await page.goto(`${getLaten().url}/sweeps/new`);
  await page.getByRole('heading', { level: 1, name: 'New sweep' }).waitFor();
}

/** What the form says that it makes. */
function plan(page: Page): Locator {
  return page.getByRole('region', { name: 'What it makes' });
}

function parameter(page: Page, key: string): Locator {
  return page.getByRole('group', { name: key, exact: true });
}

/** A choice is made by its words: the button itself is not to be seen. */
async function mode(page: Page, key: string, name: 'Fixed' | 'List' | 'Range'): Promise<void> {
  await parameter(page, key).getByText(name, { exact: true }).click();
}

async function fix(page: Page, key: string, text: string): Promise<void> {
  await parameter(page, key).getByRole('textbox', { name: key, exact: true }).fill(text);
}

async function list(page: Page, key: string, text: string): Promise<void> {
  await parameter(page, key)
    .getByRole('textbox', { name: `${key}, its values` })
    .fill(text);
}

async function expectNoBarriers(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForFunction(
      (scheme) => document.documentElement.dataset.mantineColorScheme === scheme,
      colorScheme,
    );
    await saveScreenshot(page, `${name}-${colorScheme}`, { fullPage: true });
    expect(await findBarriers(page), `${name}, ${colorScheme}`).toEqual([]);
  }
}
