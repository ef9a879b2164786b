/** How the time left is shown: steadily. The speed of single steps jumps; a clock that jumps with it is of no use. */

/** After so long, the shown value has come most of the way to a new estimate. */
const SETTLING_MS = 15_000;
const MINUTE_MS = 60_000;

/** ShownTimeLeft is the time left as it was last shown. */
export type ShownTimeLeft = { readonly leftMs: number; readonly atMs: number };

/** settleTimeLeft counts what was shown down to now, and moves it towards a new estimate the further the older it is. */
export function settleTimeLeft(
  shown: ShownTimeLeft | null,
  { estimateMs, nowMs }: { estimateMs: number; nowMs: number },
): ShownTimeLeft {
  if (!shown) return { leftMs: estimateMs, atMs: nowMs };
  const elapsedMs = Math.max(0, nowMs - shown.atMs);
  const countedDownMs = Math.max(0, shown.leftMs - elapsedMs);
  const weight = 1 - Math.exp(-elapsedMs / SETTLING_MS);
  return { leftMs: countedDownMs + weight * (estimateMs - countedDownMs), atMs: nowMs };
}

/** roundTimeLeft keeps of a time only what an estimate can promise: 5 seconds below five minutes, else whole minutes. */
export function roundTimeLeft(leftMs: number): number {
  const unitMs = leftMs < 5 * MINUTE_MS ? 5_000 : MINUTE_MS;
  return Math.max(unitMs, Math.round(leftMs / unitMs) * unitMs);
}
