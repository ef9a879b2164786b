import { beatWorker, createPostgresRecordingStore, createSweep, getSweep } from '@laten/db';
import { beginTrial, endTrial, newSweep, newSweepSpec, newWorkerBeat } from '@laten/db/testing';
import { createId, HEARTBEAT_INTERVAL_MS } from '@laten/shared';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectNoBarriers } from '../testing/barriers.ts';
import { runRow } from '../testing/pages.ts';
import { eventually, saveScreenshot, withBrowser, withDashboard } from '../testing/stage.ts';
import { sweepStatus, trialsByState } from '../testing/sweeps.ts';

/** The list of sweeps and the page of one, on sweeps that a test has recorded: what they show, and what can be done there. */

const openPage = withBrowser();
const getRecorded = withDashboard();
const database = () => getRecorded().testDatabase.database;
const address = (path: string) => `${getRecorded().dashboard.url}${path}`;
const prefix = createId().slice(0, 12);
const ids = { active: createId(), failing: createId(), one: `${prefix}aaaa`, other: `${prefix}bbbb` };

const launch = (sweepId: string, spec: Parameters<typeof newSweepSpec>[0]) =>
  createSweep(database(), newSweep(newSweepSpec(spec), { sweepId }));
const train = async (how: Parameters<typeof endTrial>[2]) =>
  endTrial(database(), await beginTrial(database()), how);

describe('without a sweep', () => {
  it('teaches what one is, and how to begin', async (context) => {
    const page = await openPage(context);
    await page.goto(address('/sweeps'));
    await page.getByRole('heading', { name: 'Let many runs find the best settings' }).waitFor();
    await page.getByRole('link', { name: 'Set up a sweep' }).waitFor();
    await expectNoBarriers(page, 'sweeps-empty');
  });
});

describe('with sweeps', () => {
  beforeAll(async () => {
    const failed = { end: 'failed' } as const;
    await launch(ids.failing, {
      name: 'failing',
      betas: Array.from({ length: 12 }, (_, i) => i + 1),
      retries: { failed: 0, lost: 3 },
    });
    for (let i = 0; i < 10; i++) await train(i % 2 ? failed : { value: 250 + i });
    await launch(ids.active, { name: 'active', seeds: 2 });
    for (const value of [250, 242, 245]) await train({ value });
    await train(failed);
    await train(failed);
    const running = await beginTrial(database());
    const worker = newWorkerBeat({ state: 'working', runId: running.runId });
    const store = createPostgresRecordingStore(database());
    const progress = { step: 8, totalSteps: 16, epoch: 1, totalEpochs: 2 };
    const stoppedReason = 'Takes no more runs: the last 3 failed in a row for the same cause.';
    const stopped = newWorkerBeat({ id: 'lab:1:x:2', slot: 2, state: 'stopped', stoppedReason });
    const beat = async () => {
      await store.beat({ ...running, progress });
      for (const one of [worker, stopped]) await beatWorker(database(), one);
    };
    await beat();
    // Silence would be taken for a crash while a slow machine is at a later test.
    const beating = setInterval(() => void beat().catch(() => undefined), HEARTBEAT_INTERVAL_MS);
    for (const sweepId of [ids.one, ids.other]) await launch(sweepId, { name: sweepId, labels: ['gpu'] });
    return () => clearInterval(beating);
  });

  it('lists them with what each says, and goes through them by keys', async (context) => {
    const page = await openPage(context);
    await page.goto(address('/sweeps'));
    const row = (name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
    await row('active').getByText('4 of 8 trials').waitFor();
    await row('active').getByRole('link', { name: 'val_nelbo 242' }).waitFor();
    await row('failing')
      .getByText(/^5 of its last 10 trials failed/)
      .waitFor();
    await row(ids.one)
      .getByText(/no running worker has the labels gpu/)
      .waitFor();
    await page.getByText(/the last 3 failed in a row/).waitFor();
    await expectNoBarriers(page, 'sweeps-list');
    await row(ids.other).focus();
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'active' }).waitFor();
  });

  it('shows one: its trials by state, workers, best so far, trials, failures and search space', async (context) => {
    const page = await openSweep(await openPage(context), 'active');
    for (const words of ['3 finished', '1 failed', '1 running', '3 queued'])
      await trialsByState(page, words).waitFor();
    await page.getByRole('link', { name: 'trial 1: beta=1 seed=1' }).waitFor();
    await page
      .getByRole('table', { name: 'Workers and what each does' })
      .getByText('trains trial 4:')
      .waitFor();
    await page.getByRole('figure', { name: /^val_nelbo of the trials/ }).waitFor();
    await page.getByRole('button', { name: 'Show the data of val_nelbo of the trials as a table' }).click();
    await page.getByRole('rowheader', { name: /^trial 1, 2 ended/ }).waitFor();
    await runRow(page, 'beta=1 seed=1').waitFor();
    const failures = page.getByRole('region', { name: 'Failures' });
    await failures.getByText('NON_FINITE_LOSS: 1 trial').waitFor();
    await failures.getByText(/It failed 2 times/).waitFor();
    await page.getByText('0.5, 1, 2, 4 · 4 values').waitFor();
    await page.getByText('2 seeds: 1 to 2').waitFor();
    await expectNoBarriers(page, 'sweep-active');
    await page.getByRole('link', { name: 'Trial 3: beta=4 seed=1' }).click();
    await page.getByRole('link', { name: 'trial 3 of active' }).click();
    await page.getByRole('heading', { level: 1, name: 'active' }).waitFor();
  });

  it('asks before it acts where there is something to ask, and has no barrier then', async (context) => {
    const page = await openSweep(await openPage(context), 'active');
    await page.getByRole('button', { name: 'Cancel the sweep' }).click();
    await page.getByRole('menuitem', { name: /^After the running trials/ }).waitFor();
    await expectNoBarriers(page, 'sweep-cancel');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('1 trial still trains. Cancel the sweep first, then delete it.').waitFor();
    await expectNoBarriers(page, 'sweep-delete');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add trials…' }).click();
    await page.getByRole('textbox', { name: 'How many more' }).fill('3');
    await page.getByRole('dialog').getByText(/4/).first().waitFor();
    expect(await page.getByRole('button', { name: 'Add', exact: true }).isDisabled()).toBe(true);
    await expectNoBarriers(page, 'sweep-add');
    await page.getByRole('textbox', { name: 'How many more' }).fill('4');
    await page.getByText('8 trials become 12.').waitFor();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await trialsByState(page, '7 queued').waitFor();
    await eventually(async () => (await getSweep(database(), ids.active)).counts.QUEUED).toBe(7);
  });

  it('retries, changes the priority, renames, and keeps a note', async (context) => {
    const page = await openSweep(await openPage(context), 'active');
    await page.getByRole('button', { name: 'Retry failed (1)' }).click();
    await page.getByText('1 trial is queued again.').waitFor();
    await page.getByRole('button', { name: /^Priority 0/ }).click();
    await page.getByRole('textbox', { name: 'Priority, -100 to 100' }).fill('7');
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await page.getByRole('button', { name: /^Priority 7/ }).waitFor();
    await page.getByRole('button', { name: 'Add a note' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('What beta is for.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await page.getByRole('textbox', { name: 'Name of the sweep' }).fill('renamed');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'renamed' }).waitFor();
    await eventually(() => getSweep(database(), ids.active)).toMatchObject({
      name: 'renamed',
      note: 'What beta is for.',
      priority: 7,
      counts: { FAILED: 0 },
    });
  });

  it('keeps the focus where a button or a field stood that is gone', async (context) => {
    const page = await openSweep(await openPage(context), 'active');
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const expectFocusOn = (name: string) =>
      eventually(() => button(name).evaluate((element) => element === document.activeElement)).toBe(true);
    const expectStatus = (status: string) =>
      eventually(async () => (await getSweep(database(), ids.active)).status).toBe(status);
    await button('Pause').press('Enter');
    await expectFocusOn('Resume');
    await expectStatus('PAUSED');
    // A reading from before the pause may have come between.
    await expectFocusOn('Resume');
    await page.keyboard.press('Enter');
    await expectStatus('ACTIVE');
    await expectFocusOn('Pause');
    await button('Rename').press('Enter');
    await page.keyboard.press('Escape');
    await expectFocusOn('Rename');
    await button('Edit the note').press('Enter');
    await page.keyboard.press('Escape');
    await expectFocusOn('Edit the note');
  });

  it('says why one paused itself and what to do, and deletes it with a way back', async (context) => {
    const page = await openSweep(await openPage(context), 'failing');
    await sweepStatus(page, 'Paused').waitFor();
    await page
      .getByText(/^.*5 of its last 10 trials failed .*then resume or cancel it\.$/)
      .first()
      .waitFor();
    await expectNoBarriers(page, 'sweep-failing');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('Its trials go with it, and all that they have stored.').waitFor();
    await page.getByRole('dialog').getByText('12 runs', { exact: true }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Sweeps' }).waitFor();
    await page.getByRole('link', { name: 'failing', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: 'failing', exact: true }).waitFor();
  });

  it('finds sweeps and what to do with one by typing', async (context) => {
    const page = await openSweep(await openPage(context), 'failing');
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Search runs and actions' });
    await field.fill('resume');
    await page.getByRole('option', { name: /^Resume/ }).waitFor();
    await field.fill('priority');
    await page.getByRole('option', { name: /^Change the priority, now 0/ }).click();
    await page.getByRole('textbox', { name: 'Priority, -100 to 100' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await field.fill(ids.other.slice(0, 14));
    await page.getByRole('option', { name: new RegExp(`^${ids.other}`) }).click();
    await page.getByRole('heading', { level: 1, name: ids.other }).waitFor();
  });

  it('says what an address means that leads to none, or to several', async (context) => {
    const page = await openPage(context, { tolerates: /status of (404|400|409)/ });
    await page.goto(address('/sweeps/zzzzzzzzzzzzzzzz'));
    await page.getByRole('heading', { level: 1, name: 'This sweep is not here' }).waitFor();
    await expectNoBarriers(page, 'sweep-not-found');
    await page.goto(address(`/sweeps/${prefix}`));
    await page.getByRole('heading', { level: 1, name: /Several sweeps/ }).waitFor();
    await expectNoBarriers(page, 'sweep-ambiguous');
    await page.getByRole('link', { name: new RegExp(ids.one) }).click();
    await page.waitForURL(address(`/sweeps/${ids.one}`));
  });

  it.for([{ dark: false }, { dark: true }])('fits a phone, dark: $dark', async ({ dark }, context) => {
    const page = await openPage(context, { width: 360, height: 740, dark });
    await page.goto(address('/sweeps'));
    await page.getByRole('link', { name: 'failing', exact: true }).waitFor();
    await expectNoSidewaysScroll(page);
    await saveScreenshot(page, `phone-sweeps-${dark ? 'dark' : 'light'}`, { fullPage: true });
    await openSweep(page, 'failing');
    await page.getByRole('figure', { name: /^val_nelbo of the trials/ }).waitFor();
    await expectNoSidewaysScroll(page);
    await saveScreenshot(page, `phone-sweep-${dark ? 'dark' : 'light'}`, { fullPage: true });
  });
});

async function openSweep(page: Page, name: 'active' | 'failing'): Promise<Page> {
  await page.goto(address(`/sweeps/${ids[name]}`));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('heading', { name: 'Search space' }).waitFor();
  return page;
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const tooWidePx = () => document.documentElement.scrollWidth - window.innerWidth;
  expect(await page.evaluate(tooWidePx)).toBeLessThanOrEqual(0);
}
