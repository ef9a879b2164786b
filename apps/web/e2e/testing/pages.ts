import type { Locator, Page } from 'playwright-core';

/** What a person does on the pages, by the names that stand on them. */

/** FormEntries are what is typed into the form of a new run; settings by their key. */
export type FormEntries = {
  readonly preset?: string;
  readonly name?: string;
  readonly settings?: Readonly<Record<string, string>>;
};

/** launchForm is the open form of a new run, of a clone, or of more epochs. */
export function launchForm(page: Page): Locator {
  return page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Close the form' }) });
}

/** fillLaunchForm types into the open form. */
export async function fillLaunchForm(
  page: Page,
  { preset, name, settings = {} }: FormEntries,
): Promise<void> {
  const form = launchForm(page);
  if (preset) await form.getByRole('combobox', { name: 'preset' }).selectOption(preset);
  for (const [key, text] of Object.entries(settings))
    await form.getByRole('textbox', { name: key, exact: true }).fill(text);
  if (name) await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
}

/** startRun starts a run from the form and waits for its page. Returns its id. */
export async function startRun(page: Page, entries: FormEntries & { name: string }): Promise<string> {
  await page.getByRole('button', { name: 'New run' }).first().click();
  await fillLaunchForm(page, entries);
  await launchForm(page).getByRole('button', { name: 'Start run' }).click();
  return waitForRunPage(page, entries.name);
}

/** waitForRunPage waits for the page of a run by its name, and returns the id in its address. */
export async function waitForRunPage(page: Page, name: string): Promise<string> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** runStatus is the state in the head of a run's page. */
export function runStatus(page: Page, status: string): Locator {
  return page.locator('header [data-status]').getByText(status, { exact: true });
}

/** runRow is a run's row in the list. */
export function runRow(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
}

/** chart is one of the charts of a run's page, by how its description begins. */
export function chart(page: Page, title: string): Locator {
  return page.getByRole('figure', { name: new RegExp(`^${title} in `) });
}

/** countDrawnPoints counts the corners of the longest curve that a chart draws. */
export async function countDrawnPoints(figure: Locator): Promise<number> {
  const paths = await figure
    .locator('path.recharts-line-curve')
    .evaluateAll((curves) => curves.map((curve) => curve.getAttribute('d') ?? ''));
  return Math.max(0, ...paths.map((path) => path.match(/[ML]/g)?.length ?? 0));
}
