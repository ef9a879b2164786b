/**
 * A process for tests: takes the lock in argv[2] argv[3] times. While it holds the lock it keeps a file there that
 * must not exist yet, unless its owner is dead. Exits with 1 when another living process was inside as well.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setImmediate as yieldOnce } from 'node:timers/promises';
import { withLock } from '../lock.ts';
import { identifyProcess } from '../process-identity.ts';

const [path = '', rounds = '1'] = process.argv.slice(2);
const marker = `${path}.inside`;

async function occupy(): Promise<void> {
  const other = Number(await readFile(marker, 'utf8').catch(() => '0'));
  if (other > 0 && (await identifyProcess(other)) !== undefined) {
    console.log(`process ${other} was inside too`);
    process.exit(1);
  }
  await writeFile(marker, String(process.pid));
  await yieldOnce();
  await rm(marker);
}

for (let round = 0; round < Number(rounds); round += 1) await withLock(path, occupy);
