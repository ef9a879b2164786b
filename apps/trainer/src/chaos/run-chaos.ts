import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createSweep, type Database, getSweep, migrateDatabase, openDatabase } from '@laten/db';
import { acquireDatabase, type DatabaseLease, embeddedStatus, stopEmbedded } from '@laten/db/embedded';
import { createId, isSweepEnded, planTrials, readSweepSpec } from '@laten/shared';
import { openBlackHole } from './black-hole.ts';
import { type ChaosSize, type Fault, planChaos } from './chaos-plan.ts';
import { type Crew, type CrewMember, sendSignal, startCrew } from './crew.ts';
import {
  judgeSeenPoints,
  judgeTrials,
  type Loss,
  measureRecoveries,
  type Recovery,
  type SeenPoint,
  type Sighting,
} from './judge-chaos.ts';
import { readTrials, samplePoints, sightTrials } from './read-trials.ts';

/**
 * Trains one sweep twice: undisturbed, and while workers and their children are killed and frozen, Postgres is restarted
 * at once, and a connection swallows what is said. Then both must be equal. Everything is on loopback, in a home and a
 * database of its own, and ends by itself.
 */

/** ChaosOptions say how much is trained, how much goes wrong, and how long it may take. */
export type ChaosOptions = {
  readonly size: ChaosSize;
  readonly seed: number;
  readonly workers: number;
  readonly concurrency: number;
  readonly trials: number;
  readonly epochs: number;
  readonly dataset: string;
  /** Time from the last fault to the end of the sweep, at most. */
  readonly patienceMs: number;
  readonly say: (line: string) => void;
};

/** ChaosReport is what was done, what was seen, and what is wrong: nothing, if all is well. */
export type ChaosReport = {
  readonly faults: Readonly<Record<string, number>>;
  readonly trials: number;
  readonly attempts: number;
  readonly points: number;
  readonly seenPoints: number;
  readonly recoveries: readonly Recovery[];
  readonly undisturbedMs: number;
  readonly disturbedMs: number;
  readonly wrong: readonly string[];
};

/** A lost worker is noticed within 45 s; every state is reached within twice its limit. */
export const LOST_WITHIN_MS = 2 * 45_000;
/** A process frozen for less may wake up before anybody takes it for lost. */
const COUNTS_AS_LOST_MS = 60_000;
/** After a restart of Postgres silence counts for nothing for so long. */
const SETTLE_MS = 60_000;
const LOOK_INTERVAL_MS = 500;

/** runChaos does all of it and leaves nothing behind. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'laten-chaos-'));
  // As root the server runs as another user, who must be able to reach its folder.
  await chmod(folder, 0o755);
  const home = path.join(folder, 'database');
  await mkdir(home);
  await chmod(home, 0o755);
  const server = await startServer(home);
  try {
    return await trainTwice(options, folder, server);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function requireFinished(database: Database, sweepId: string): Promise<void> {
  const trials = await readTrials(database, sweepId);
  const other = trials.find(({ status }) => status !== 'FINISHED');
  if (other)
    throw new Error(
      `Undisturbed, trial ${other.trial} is ${other.status}: there is nothing to compare with.`,
    );
}

type Server = {
  readonly database: Database;
  url(): string;
  readonly port: number;
  /** Kills Postgres without any care, and starts it again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

async function startServer(home: string): Promise<Server> {
  let lease: DatabaseLease = await acquireDatabase({ home });
  await migrateDatabase({ url: lease.url });
  const database = await openDatabase({ url: lease.url });
  const { port } = new URL(lease.url);
  return {
    database,
    url: () => lease.url,
    port: Number(port),
    restart: async () => {
      const { pid } = await embeddedStatus({ home });
      if (pid) sendSignal(pid, 'SIGQUIT');
      while ((await embeddedStatus({ home })).pid === pid) await delay(50);
      await lease.release();
      lease = await acquireDatabase({ home });
    },
    stop: async () => {
      await database.close();
      await stopEmbedded({ home, force: true });
      await lease.release();
    },
  };
}

async function trainTwice(options: ChaosOptions, folder: string, server: Server): Promise<ChaosReport> {
  const { say } = options;
  const hole = await openBlackHole(server.port);
  const throughHole = new URL(server.url());
  throughHole.port = String(hole.port);
  const databaseUrls = Array.from({ length: options.workers }, (_, i) =>
    i === 0 ? throughHole.href : server.url(),
  );
  const crew = await startCrew({ folder, databaseUrls, concurrency: options.concurrency });
  try {
    say('training the sweep undisturbed …');
    const calm = await trainOnce(server.database, options, 'undisturbed');
    await requireFinished(server.database, calm.sweepId);
    say(`… ${(calm.tookMs / 1000).toFixed(1)} s; now disturbed`);
    const witness = createWitness(server.database);
    const chaos = new ChaosMaker({ crew, server, hole, witness });
    const stormy = await trainOnce(server.database, options, 'disturbed', {
      begun: (sweepId) => witness.watch(sweepId),
      meanwhile: () => chaos.make(planChaos(options.size, options.seed), say),
    });
    await witness.stop();
    const { killed } = await crew.end();
    const [before, after] = [
      await readTrials(server.database, calm.sweepId),
      await readTrials(server.database, stormy.sweepId),
    ];
    const recoveries = measureRecoveries(chaos.losses, witness.sightings, chaos.pausedMs);
    return {
      faults: chaos.counts,
      trials: after.length,
      attempts: after.reduce((sum, { attempt }) => sum + attempt, 0),
      points: after.reduce((sum, { points }) => sum + points.size, 0),
      seenPoints: witness.seen.length,
      recoveries,
      undisturbedMs: calm.tookMs,
      disturbedMs: stormy.tookMs,
      wrong: [
        ...stormy.wrong,
        ...judgeTrials(after, before),
        ...judgeSeenPoints(witness.seen, after),
        ...recoveries
          .filter(({ tookMs }) => tookMs > LOST_WITHIN_MS)
          .map(
            ({ trial, tookMs }) =>
              `Trial ${trial} stood with a lost worker for ${Math.round(tookMs / 1000)} s.`,
          ),
        ...(killed > 0 ? [`${killed} workers did not end when asked to.`] : []),
        ...(await leftRunning(crew)),
      ],
    };
  } finally {
    await crew.end();
    await hole.close();
  }
}

/** Queues the sweep and waits for its end, and for that of what happens meanwhile. */
async function trainOnce(
  database: Database,
  options: ChaosOptions,
  name: string,
  hooks: { begun?: (sweepId: string) => void; meanwhile?: () => Promise<void> } = {},
): Promise<{ sweepId: string; tookMs: number; wrong: string[] }> {
  const { spec } = readSweepSpec(
    {
      name,
      method: 'grid',
      metric: { name: 'val_nelbo', goal: 'minimize' },
      base: {
        preset: 'tiny',
        dataset: options.dataset,
        deterministic: true,
        limit: 8,
        batchSize: 1,
        epochs: options.epochs,
        validation: 'test',
      },
      parameters: { latentDim: { values: Array.from({ length: options.trials }, (_, i) => i + 1) } },
      retries: { failed: 100, lost: 100 },
    },
    { defaultThreads: 1 },
  );
  const startedMs = performance.now();
  const sweepId = createId();
  const trials = planTrials(spec, { from: 0, to: options.trials }, { defaultThreads: 1 });
  await createSweep(database, { sweepId, key: null, experiment: 'chaos', spec, note: '', trials });
  hooks.begun?.(sweepId);
  await hooks.meanwhile?.();
  const giveUpMs = performance.now() + options.patienceMs;
  while (performance.now() < giveUpMs) {
    const sweep = await getSweep(database, sweepId).catch(() => null);
    if (sweep && isSweepEnded(sweep.status))
      return { sweepId, tookMs: performance.now() - startedMs, wrong: [] };
    await delay(LOOK_INTERVAL_MS);
  }
  const wrong = [`The sweep had not ended ${options.patienceMs / 1000} s after the last fault.`];
  return { sweepId, tookMs: performance.now() - startedMs, wrong };
}

/** Looks at the trials all the time, and at some of their points; an outage is no answer. */
function createWitness(database: Database) {
  const sightings: Sighting[] = [];
  const seen: SeenPoint[] = [];
  const stopping = new AbortController();
  let watching: Promise<void> = Promise.resolve();
  const watch = async (sweepId: string) => {
    while (!stopping.signal.aborted) {
      sightings.push(...(await sightTrials(database, sweepId).catch(() => [])));
      seen.push(...(await samplePoints(database, sweepId).catch(() => [])));
      await delay(LOOK_INTERVAL_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  return {
    sightings,
    seen,
    watch: (sweepId: string) => {
      watching = watch(sweepId);
    },
    stop: async () => {
      stopping.abort();
      await watching;
    },
  };
}

type Scene = {
  readonly crew: Crew;
  readonly server: Server;
  readonly hole: Awaited<ReturnType<typeof openBlackHole>>;
  readonly witness: ReturnType<typeof createWitness>;
};

class ChaosMaker {
  readonly #scene: Scene;
  readonly losses: Loss[] = [];
  readonly counts: Record<string, number> = {};
  /** When Postgres went, and when silence counts again. */
  readonly #pauses: { fromMs: number; toMs: number }[] = [];
  readonly #asleep = new Set<Promise<void>>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** How much of a time nobody could notice anything in. */
  readonly pausedMs = (fromMs: number, toMs: number): number => {
    let [coveredToMs, sumMs] = [fromMs, 0];
    for (const pause of this.#pauses) {
      const [beginMs, endMs] = [Math.max(pause.fromMs, coveredToMs), Math.min(pause.toMs, toMs)];
      if (endMs <= beginMs) continue;
      sumMs += endMs - beginMs;
      coveredToMs = endMs;
    }
    return sumMs;
  };

  async make(plan: readonly Fault[], say: (line: string) => void): Promise<void> {
    for (const [i, fault] of plan.entries()) {
      await delay(fault.afterMs);
      if (await this.#carryOut(fault)) this.counts[fault.kind] = (this.counts[fault.kind] ?? 0) + 1;
      if ((i + 1) % 20 === 0) say(`${i + 1} of ${plan.length} faults`);
    }
    await Promise.all(this.#asleep);
  }

  /** Returns whether there was somebody to hit. */
  async #carryOut(fault: Fault): Promise<boolean> {
    switch (fault.kind) {
      case 'restart-postgres':
        return this.#restart();
      case 'black-hole':
        return this.#swallow(fault.lastsMs);
      case 'kill-worker':
        return this.#kill(this.#pickMember(fault).pid);
      case 'kill-child':
        return this.#kill(await this.#pickChild(fault), { isWorker: false });
      case 'freeze-worker':
        return this.#freeze(this.#pickMember(fault).pid, fault.lastsMs);
      case 'freeze-child':
        return this.#freeze(await this.#pickChild(fault), fault.lastsMs, { isWorker: false });
    }
  }

  #pickMember({ pick }: Fault): CrewMember {
    const { members } = this.#scene.crew;
    return members[Math.floor(pick * members.length)] as CrewMember;
  }

  async #pickChild(fault: Fault): Promise<number> {
    const children = await this.#pickMember(fault).children();
    return children[Math.floor(fault.pick * 1_000) % Math.max(1, children.length)] ?? 0;
  }

  #kill(pid: number, { isWorker = true } = {}): boolean {
    if (isWorker) this.losses.push({ atMs: Date.now(), pid });
    return sendSignal(pid, 'SIGKILL');
  }

  #freeze(pid: number, lastsMs: number, { isWorker = true } = {}): boolean {
    if (!sendSignal(pid, 'SIGSTOP')) return false;
    if (isWorker && lastsMs > COUNTS_AS_LOST_MS) this.losses.push({ atMs: Date.now(), pid });
    this.#later(lastsMs, () => sendSignal(pid, 'SIGCONT'));
    return true;
  }

  async #restart(): Promise<boolean> {
    const fromMs = Date.now();
    await this.#scene.server.restart();
    this.#pauses.push({ fromMs, toMs: Date.now() + SETTLE_MS });
    return true;
  }

  #swallow(lastsMs: number): boolean {
    this.#scene.hole.swallow();
    this.#later(lastsMs, () => this.#scene.hole.pass());
    return true;
  }

  #later(afterMs: number, act: () => void): void {
    const sleep = delay(afterMs).then(() => {
      act();
      this.#asleep.delete(sleep);
    });
    this.#asleep.add(sleep);
  }
}

async function leftRunning({ everyPid }: Crew): Promise<string[]> {
  const left = [...everyPid].filter((pid) => sendSignal(pid, 0 as unknown as NodeJS.Signals));
  return left.length === 0 ? [] : [`Processes ${left.join(', ')} are left running.`];
}
