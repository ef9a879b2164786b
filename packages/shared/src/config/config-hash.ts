import type { RunConfig } from './run-config.ts';
import { CONFIG_VERSION } from './run-config.ts';

/** canonicalJson serialises a value with its keys sorted, so that equal configs have equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/**
 * configHash is the SHA-256 (hex) of the canonical config without `seed` and `threads`: two runs with the same hash
 * are the same experiment with another seed.
 */
export async function configHash(config: RunConfig): Promise<string> {
  const { seed: _seed, threads: _threads, ...rest } = config;
  const text = canonicalJson({ configVersion: CONFIG_VERSION, ...rest });
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
