import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where systems keep a Chromium. LATEN_TEST_CHROMIUM names another. */
const knownPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** findChromium returns the path of a real browser, or null when this machine has none. */
export function findChromium(): string | null {
  const given = process.env.LATEN_TEST_CHROMIUM;
  if (given) return given;
  return knownPaths.find((path) => existsSync(path)) ?? null;
}

/** launchBrowser starts it. Root has no sandbox. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: asRoot ? ['--no-sandbox'] : [] });
}
