/** MemoryLimits is how much of a backlog stays in memory; beyond it new data is refused. */
export type MemoryLimits = { readonly points: number; readonly artifactBytes: number };
