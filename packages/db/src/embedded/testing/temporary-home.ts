import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopEmbedded } from '../stop-embedded.ts';

/** makeTemporaryHome makes an empty home that the server's user can enter, and a function that ends what is in it. */
export async function makeTemporaryHome(): Promise<{ home: string; dispose: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'laten-embedded-test-'));
  await chmod(home, 0o711);
  const dispose = async () => {
    await stopEmbedded({ home, force: true }).catch(() => undefined);
    await rm(home, { recursive: true, force: true });
  };
  return { home, dispose };
}
