import { join } from 'node:path';
import { prepareHome } from './home.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { createTestContext, runPinned } from './lib/test-context.mjs';
import { REAL_PARTS } from './needs.mjs';
import { setUp } from './set-up.mjs';

/** `npm run test:chaos`: set-up, then a sweep under chaos, in homes and databases of its own. Words after `--` are its options. */
async function main(args) {
  const context = createTestContext();
  try {
    prepareHome(context.home);
    await setUp(context, REAL_PARTS);
    process.exitCode = await runPinned(context, [
      join(context.root, 'apps', 'trainer', 'src', 'chaos', 'main.ts'),
      ...args,
    ]);
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

await main(process.argv.slice(2));
