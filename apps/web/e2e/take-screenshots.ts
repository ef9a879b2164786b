import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findChromium, launchBrowser } from './testing/browser.ts';

/**
 * Takes the pictures of the documents from a dashboard that is up, of a run that has finished:
 * `node apps/web/e2e/take-screenshots.ts http://localhost:4500 <run id> docs/images`
 */
async function takeScreenshots(address: string, runId: string, folder: string): Promise<void> {
  const chromium = await findChromium();
  if (!chromium) throw new Error('No Chromium was found; name one with LATEN_TEST_CHROMIUM.');
  await mkdir(folder, { recursive: true });
  const browser = await launchBrowser(chromium);
  const page = await browser.newPage({ viewport: { width: 1280, height: 960 }, colorScheme: 'light' });
  await page.goto(`${address}/runs/${runId}`);
  await page.locator('.recharts-line-curve').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(folder, 'run.png') });
  await browser.close();
}

const [address, runId, folder] = process.argv.slice(2);
if (!address || !runId || !folder) throw new Error('Usage: take-screenshots.ts ADDRESS RUN_ID FOLDER');
await takeScreenshots(address, runId, folder);
