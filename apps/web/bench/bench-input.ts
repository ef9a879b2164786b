/** BenchInput says where the dashboard is, and which run to open. */
export type BenchInput = { readonly address: string; readonly runId: string };
