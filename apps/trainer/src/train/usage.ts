import type { ProcessUsage } from './protocol.ts';

const USAGE_INTERVAL_MS = 10_000;

/** reportUsage tells every ten seconds what this process takes of its machine, until the returned function is called. */
export function reportUsage(report: (usage: ProcessUsage) => void): () => void {
  let before = { cpu: process.cpuUsage(), atMs: performance.now() };
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(before.cpu);
    const nowMs = performance.now();
    const cpuPercent = (user + system) / (10 * (nowMs - before.atMs));
    before = { cpu: process.cpuUsage(), atMs: nowMs };
    report({ cpuPercent, rssBytes: process.memoryUsage.rss() });
  }, USAGE_INTERVAL_MS);
  return () => clearInterval(timer);
}
