import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { RunConfig } from '@laten/shared';
import { isNativeBanner, nativeEnvironment } from '../backend/native-environment.ts';
import { inheritedEnvironment } from '../env.ts';

/** runBenchChild runs a module of this folder as a training child would be run, and returns the JSON that it prints last. */
export async function runBenchChild<T>(
  module: string,
  input: { home: string; config: Pick<RunConfig, 'threads' | 'deterministic'> },
): Promise<T> {
  const file = fileURLToPath(new URL(`./${module}.ts`, import.meta.url));
  const child = fork(file, [JSON.stringify({ home: input.home })], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...inheritedEnvironment(), ...nativeEnvironment(input.config) },
  });
  child.on('message', () => {});
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (!isNativeBanner(line)) process.stderr.write(`${line}\n`);
    });
  }
  const printed = child.stdout ? await text(child.stdout) : '';
  const lastLine = printed.trim().split('\n').at(-1) ?? '';
  return JSON.parse(lastLine) as T;
}
