import { expect, it } from 'vitest';
import { runRow, runStatus, startRun, waitForRunPage } from '../testing/pages.ts';
import { trainingChildrenOf } from '../testing/processes.ts';
import { saveScreenshot, withBrowser, withLaten } from '../testing/stage.ts';

/** What happens to processes is seen: killed ones, and those of a terminal that nobody told the page of. */

const openPage = withBrowser();
const getLaten = withLaten();
/** Silence is taken for death after 35 s, and acted on within 45 s. */
const UNTIL_CRASHED_MS = 90_000;

const endless = { preset: 'tiny', limit: '60000', epochs: '50' };

it('sees a terminal run come by itself and crash by kill -9, without a reload', async (context) => {
  const page = await openPage(context);
  await page.goto(getLaten().url);
  await page.getByRole('heading', { level: 2 }).waitFor();
  const flags = Object.entries(endless).flatMap(([name, value]) => [`--${name}`, value]);
  const terminal = getLaten().laten('train', ...flags, '--name', 'from a terminal');
  terminal.stdout?.resume();

  await runRow(page, 'from a terminal').getByText('Running', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'from a terminal' }).click();
  await waitForRunPage(page, 'from a terminal');
  await page.getByRole('progressbar').waitFor();
  expect(terminal.kill('SIGKILL')).toBe(true);
  await runStatus(page, 'Crashed').waitFor({ timeout: UNTIL_CRASHED_MS });
  await page
    .getByText(/Its process on .* was lost; its last sign of life was at/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Retry' }).waitFor();
  await saveScreenshot(page, 'run-crashed');
});

it('goes on by itself with a queued run whose training process was killed', async (context) => {
  const page = await openPage(context);
  await page.goto(getLaten().url);
  const { preset, ...settings } = endless;
  await startRun(page, { name: 'queued', preset, settings });
  await page.getByRole('progressbar').waitFor();
  for (const pid of await trainingChildrenOf(getLaten().upPid)) process.kill(pid, 'SIGKILL');
  await page.getByText('attempt 2', { exact: true }).waitFor();
  await page.getByRole('progressbar').waitFor();
  await runStatus(page, 'Running').waitFor();
});
