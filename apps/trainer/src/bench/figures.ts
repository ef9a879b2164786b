/** Figure is one measured row of docs/benchmarks.md. */
export type Figure = {
  readonly name: string;
  readonly measured: string;
  readonly target: string;
  readonly met: boolean;
  /** All that was measured, for the JSON output. */
  readonly details: Readonly<Record<string, unknown>>;
};
