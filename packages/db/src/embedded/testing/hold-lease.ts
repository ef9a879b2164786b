/**
 * A process for tests: takes a lease of the home in argv[2], prints one line of JSON, and releases it when its
 * standard input ends. `--leave` ends without releasing.
 */
import { acquireDatabase } from '../acquire-database.ts';

const [home = '', ...flags] = process.argv.slice(2);
const lease = await acquireDatabase({ home });
console.log(JSON.stringify({ url: lease.url }));
process.stdin.resume();
process.stdin.on('end', async () => {
  if (!flags.includes('--leave')) await lease.release();
  process.exit(0);
});
