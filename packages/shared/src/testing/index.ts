/** @laten/shared/testing: contract suites that every implementation of a port passes. Imports Vitest; never import it from product code. */
export * from './fixtures.ts';
export * from './recording-store-contract.ts';
export * from './search-strategy-contract.ts';
export * from './spool-contract.ts';
