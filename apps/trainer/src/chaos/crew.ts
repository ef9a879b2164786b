import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inheritedEnvironment } from '../env.ts';

/**
 * The workers that chaos happens to: each a real `./laten worker` in a process and a home of its own. One that is gone is
 * replaced after a moment, as a supervisor of services would. Linux only: it finds children under /proc.
 */

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));
const REPLACED_AFTER_MS = 500;
/** A worker that was asked to end hands back within ten seconds; for this harness, a machine under load has thirty. */
const ENDS_WITHIN_MS = 30_000;

/** CrewMember is one place in the crew; its process changes. */
export type CrewMember = {
  readonly home: string;
  /** The process that lives now. */
  readonly pid: number;
  /** Training processes of it. */
  children(): Promise<number[]>;
};

/** Crew is all workers. */
export type Crew = {
  readonly members: readonly CrewMember[];
  /** Every pid that was ever one of a worker or of its child, as far as it was seen. */
  readonly everyPid: ReadonlySet<number>;
  /** end asks all to hand back and leave, and waits. Returns how many had to be killed. */
  end(): Promise<{ killed: number }>;
};

/** startCrew starts a worker for each database address. */
export async function startCrew(input: {
  folder: string;
  databaseUrls: readonly string[];
  concurrency: number;
}): Promise<Crew> {
  const everyPid = new Set<number>();
  const members = await Promise.all(
    input.databaseUrls.map(async (databaseUrl, i) => {
      const home = path.join(input.folder, `worker-${i + 1}`);
      await mkdir(home, { recursive: true });
      return new Member({ home, databaseUrl, concurrency: input.concurrency, everyPid });
    }),
  );
  return {
    members,
    everyPid,
    end: async () => {
      const ends = await Promise.all(members.map((member) => member.end()));
      return { killed: ends.filter((end) => end === 'killed').length };
    },
  };
}

type MemberOptions = { home: string; databaseUrl: string; concurrency: number; everyPid: Set<number> };

class Member implements CrewMember {
  readonly #options: MemberOptions;
  #child: ChildProcess;
  #ending = false;

  constructor(options: MemberOptions) {
    this.#options = options;
    this.#child = this.#spawn();
  }

  get home(): string {
    return this.#options.home;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async children(): Promise<number[]> {
    const pids = await childrenOf(this.pid);
    for (const pid of pids) this.#options.everyPid.add(pid);
    return pids;
  }

  async end(): Promise<'left' | 'killed'> {
    this.#ending = true;
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return 'left';
    const exited = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const late = new AbortController();
    const killer = delay(ENDS_WITHIN_MS, undefined, { signal: late.signal }).then(
      () => child.kill('SIGKILL'),
      () => false,
    );
    await exited;
    late.abort();
    return (await killer) ? 'killed' : 'left';
  }

  #spawn(): ChildProcess {
    const { home, databaseUrl, concurrency, everyPid } = this.#options;
    const child = spawn(process.execPath, [cli, 'worker', '--concurrency', String(concurrency)], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...inheritedEnvironment(), LATEN_HOME: home, DATABASE_URL: databaseUrl },
    });
    if (child.pid) everyPid.add(child.pid);
    child.once('exit', () => void this.#replace());
    return child;
  }

  async #replace(): Promise<void> {
    await delay(REPLACED_AFTER_MS);
    if (!this.#ending) this.#child = this.#spawn();
  }
}

/** Lists the living children of a process. */
async function childrenOf(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  );
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}

/** sendSignal signals a process that may be gone. Returns whether it was there. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return pid > 0 && process.kill(pid, signal);
  } catch {
    return false;
  }
}
