import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./worker-program.ts', import.meta.url));

/** WorkerLine is what a worker process prints: a view's event, or a warning. */
type WorkerLine = {
  readonly type: string;
  readonly id?: string;
  readonly status?: string;
  readonly message?: string;
  readonly attempt?: number;
};

/** WorkerProcess is a worker in a process of its own. */
export type WorkerProcess = {
  readonly child: ChildProcess;
  /** until resolves with the next line that is wanted; what came before it is passed over. Rejects when the process ends first. */
  until(wanted: (line: WorkerLine) => boolean): Promise<WorkerLine>;
  /** end sends a signal and waits for the process to go. */
  end(signal?: NodeJS.Signals): Promise<void>;
};

/**
 * startWorkerProcess starts a worker on a database and a home. `through` is a command that becomes the worker, with its
 * arguments. (Default of `concurrency`: 1.)
 */
export function startWorkerProcess(
  environment: { LATEN_HOME: string; DATABASE_URL?: string },
  { concurrency = 1, through = [] }: { concurrency?: number; through?: readonly string[] } = {},
): WorkerProcess {
  const { DATABASE_URL: _none, ...inherited } = process.env;
  const [command = process.execPath, ...words] = [...through, process.execPath, program, String(concurrency)];
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...inherited, ...environment },
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    until: async (wanted) => {
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error('the worker ended before the line that was waited for');
        const line = JSON.parse(value) as WorkerLine;
        if (wanted(line)) return line;
      }
    },
    end: async (signal = 'SIGTERM') => {
      child.kill(signal);
      // What nobody reads would in the end hold up the process that prints it.
      while (!(await lines.next()).done);
      await gone;
    },
  };
}
