import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { recordRun } from '../../src/testing/record-run.ts';
import { pictureArtifacts } from '../testing/artifacts.ts';
import { fillLaunchForm, launchForm, runRow, waitForRunPage } from '../testing/pages.ts';
import { saveScreenshot, withBrowser, withDashboard } from '../testing/stage.ts';

/** Laten on a phone, and without a pointer. */

const openPage = withBrowser();
const getRecorded = withDashboard();

beforeAll(async () => {
  const { database } = getRecorded().testDatabase;
  const points = {
    loss: Array.from({ length: 16 }, (_, i) => [i + 1, 300 - i] as const),
    val_nelbo: [[8, 290] as const, [16, 280.25] as const],
  };
  const artifacts = pictureArtifacts({ side: 28, epochs: 2, latentDim: 2 });
  await recordRun(database, { name: 'first', points });
  await recordRun(database, { name: 'second', points, artifacts, overrides: { latentDim: 3, beta: 0.5 } });
});

it.for([{ dark: false }, { dark: true }])('fits a phone, dark: $dark', async ({ dark }, context) => {
  const page = await openPage(context, { width: 360, height: 740, dark });
  const scheme = dark ? 'dark' : 'light';
  await page.goto(getRecorded().dashboard.url);
  await runRow(page, 'second').waitFor();
  await expectNoSidewaysScroll(page);
  await saveScreenshot(page, `phone-list-${scheme}`);

  await page.getByRole('button', { name: 'New run' }).click();
  await fillLaunchForm(page, { preset: 'tiny', settings: { latentDim: '0' } });
  await launchForm(page).getByText('Fix what is marked, then start.').waitFor();
  await expectNoSidewaysScroll(page);
  await saveScreenshot(page, `phone-form-${scheme}`);
  await fillLaunchForm(page, { settings: { latentDim: '4' } });
  expect(await launchForm(page).getByRole('button', { name: 'Start run' }).isEnabled()).toBe(true);
  await launchForm(page).getByRole('button', { name: 'Close the form' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();

  await page.getByRole('link', { name: 'second', exact: true }).click();
  await waitForRunPage(page, 'second');
  await page.locator('path.recharts-line-curve').first().waitFor();
  await page
    .getByRole('region', { name: 'Latent space' })
    .locator('[data-ready]')
    .waitFor({ state: 'attached' });
  await expectNoSidewaysScroll(page);
  await saveScreenshot(page, `phone-run-${scheme}`, { fullPage: true });
});

it('fits a very wide window', async (context) => {
  const page = await openPage(context, { width: 2560, height: 1300 });
  await page.goto(getRecorded().dashboard.url);
  await runRow(page, 'second').waitFor();
  await expectNoSidewaysScroll(page);
  await saveScreenshot(page, 'wide-list');
  await page.getByRole('link', { name: 'second', exact: true }).click();
  await page.locator('path.recharts-line-curve').first().waitFor();
  await expectNoSidewaysScroll(page);
  await saveScreenshot(page, 'wide-run', { fullPage: true });
});

it('can be used with the keyboard alone', async (context) => {
  const page = await openPage(context);
  await page.goto(getRecorded().dashboard.url);
  await runRow(page, 'second').waitFor();
  await page.keyboard.press('Tab');
  expect(await focusedText(page)).toBe('Skip to content');
  await tabUntil(page, () => document.activeElement?.matches('tr[data-run]') ?? false);
  expect(await focusedText(page)).toContain('second');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('first'));

  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'New name of first' }).fill('renamed');
  await page.keyboard.press('Enter');
  await runRow(page, 'renamed').waitFor();
  await page.keyboard.press('x');
  await page.getByRole('region', { name: 'Selected runs' }).getByText('1 selected').waitFor();
  await page.keyboard.press('Enter');
  await waitForRunPage(page, 'renamed');

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('combobox', { name: 'Search runs and actions' });
  await palette.fill('seco');
  await page.getByRole('option', { name: /^second/ }).waitFor();
  await saveScreenshot(page, 'palette');
  await page.keyboard.press('Enter');
  await waitForRunPage(page, 'second');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await saveScreenshot(page, 'keys');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });
});

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const tooWidePx = () => document.documentElement.scrollWidth - window.innerWidth;
  expect(await page.evaluate(tooWidePx)).toBeLessThanOrEqual(0);
}

function focusedText(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.textContent);
}

const MOST_TABS = 30;

async function tabUntil(page: Page, isThere: () => boolean): Promise<void> {
  for (let i = 0; i < MOST_TABS && !(await page.evaluate(isThere)); i++) await page.keyboard.press('Tab');
  expect(await page.evaluate(isThere)).toBe(true);
}
