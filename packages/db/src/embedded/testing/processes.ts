import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** startScript runs one of the scripts beside this file on the Node that runs the test. */
export function startScript(name: string, args: string[]): ChildProcess {
  return spawn(process.execPath, [`${import.meta.dirname}/${name}`, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** Holder is another process with a lease. */
type Holder = {
  pid: number;
  url: string;
  /** Lets it release and waits for its end. */
  leave(): Promise<void>;
  /** Ends it with SIGKILL and waits until it is gone. */
  kill(): Promise<void>;
};

/** holdLease starts another process and returns once it has its lease. */
export async function holdLease(home: string, ...flags: string[]): Promise<Holder> {
  const child = startScript('hold-lease.ts', [home, ...flags]);
  const ended = once(child, 'exit');
  const firstLine = once(createInterface({ input: child.stdout! }), 'line');
  const [line] = await Promise.race([
    firstLine,
    ended.then(([code]) => Promise.reject(new Error(`exit ${code}`))),
  ]);
  return {
    pid: child.pid!,
    url: JSON.parse(line).url,
    leave: async () => {
      child.stdin!.end();
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
