import { prepareHome, resolveHome } from './home.mjs';
import { createContext, ROOT } from './lib/context.mjs';
import { createReporter } from './lib/reporter.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { needsOf } from './needs.mjs';
import { setUp } from './set-up.mjs';

/**
 * Does the set-up of `./laten worker`, and no more: for an image, or a checkout that many machines share, where it should be
 * done once before any worker starts. It needs no database. What a worker may do without is needed here too.
 */
try {
  const home = resolveHome({ root: ROOT, env: process.env }).path;
  prepareHome(home);
  const { required, optional } = needsOf(['worker']);
  const context = createContext({ home, env: process.env, reporter: createReporter(process.stderr) });
  await setUp(context, { required: [...required, ...optional], optional: [] });
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = error.exitCode;
}
