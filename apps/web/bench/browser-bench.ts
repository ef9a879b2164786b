import type { Browser } from 'playwright-core';
import { findChromium, launchBrowser } from '../e2e/testing/browser.ts';
import type { BenchInput } from './bench-input.ts';
import { measureHeap } from './measure-heap.ts';
import { measureLatency } from './measure-latency.ts';
import { measureList, measureScripts, waitForList } from './measure-list.ts';
import { measureHover, measureRunPage } from './measure-run-page.ts';

/**
 * The browser's part of `./laten bench web`: `node apps/web/bench/browser-bench.ts MEASURE JSON` measures one thing on a
 * dashboard that is up, and prints one line of JSON. A fresh browser each time, with an empty profile.
 */
const measures: Readonly<Record<string, (browser: Browser, input: BenchInput) => Promise<unknown>>> = {
  start: waitForList,
  scripts: measureScripts,
  list: measureList,
  run: measureRunPage,
  hover: measureHover,
  latency: measureLatency,
  heap: measureHeap,
};

const [name = '', json = '{}'] = process.argv.slice(2);
const measure = measures[name];
if (!measure) throw new Error(`Usage: browser-bench.ts ${Object.keys(measures).join('|')} JSON`);
const chromium = await findChromium();
if (!chromium) throw new Error('No Chromium was found; name one with LATEN_TEST_CHROMIUM.');
const browser = await launchBrowser(chromium, { webgl: false });
try {
  console.log(JSON.stringify(await measure(browser, JSON.parse(json) as BenchInput)));
} finally {
  await browser.close();
}
