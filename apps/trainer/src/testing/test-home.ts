import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** testHome is the home of the tests, never the user's: the one `npm test` sets up, or `.laten-test` of the checkout. */
export const testHome =
  process.env.LATEN_HOME ?? fileURLToPath(new URL('../../../../.laten-test', import.meta.url));

/** hasFashionMnist tells whether the real images are there; tests that need them are skipped, and counted, without. */
export const hasFashionMnist = existsSync(
  path.join(testHome, 'datasets', 'fashion-mnist', 'train-images-idx3-ubyte.gz'),
);
