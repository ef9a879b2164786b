import { isRunEnded, type RunStatus } from '@laten/shared';

/** Whether a sweep came through chaos whole. Pure: what was seen goes in, sentences of what is wrong come out. */

/** TrialRecord is a trial when all was over: its state and every point of it. */
export type TrialRecord = {
  readonly trial: number;
  readonly status: RunStatus;
  readonly attempt: number;
  /** Keys are `name step`, such as "loss 12". */
  readonly points: ReadonlyMap<string, number>;
};

/** SeenPoint is a point that was read, so acknowledged, while things went wrong. */
export type SeenPoint = { readonly trial: number; readonly key: string; readonly value: number };

/** Sighting is the state of a trial at a moment. */
export type Sighting = {
  readonly atMs: number;
  readonly trial: number;
  readonly status: RunStatus;
  readonly attempt: number;
  /** Host, pid and start of the process that holds it. */
  readonly supervisor: string | null;
};

/** Loss is a worker that was killed, or frozen for so long that it counts as lost. */
export type Loss = { readonly atMs: number; readonly pid: number };

/** What a machine measures of itself differs from one training to the next. */
const MEASURED = /^(images_per_second|system\/)/;

/** judgeTrials compares the trials with those of the same sweep that nobody disturbed. */
export function judgeTrials(trials: readonly TrialRecord[], undisturbed: readonly TrialRecord[]): string[] {
  const byNumber = new Map(trials.map((record) => [record.trial, record]));
  const wrong = undisturbed.flatMap((expected) => {
    const found = byNumber.get(expected.trial);
    return found ? judgeTrial(found, expected) : [`Trial ${expected.trial} is not there.`];
  });
  if (byNumber.size !== trials.length) wrong.push('A trial is there twice.');
  if (trials.length !== undisturbed.length)
    wrong.push(`There are ${trials.length} trials instead of ${undisturbed.length}.`);
  return wrong;
}

function judgeTrial(found: TrialRecord, expected: TrialRecord): string[] {
  const name = `Trial ${found.trial} (attempt ${found.attempt})`;
  if (!isRunEnded(found.status)) return [`${name} is ${found.status}: it has no final state.`];
  if (found.status !== expected.status) return [`${name} is ${found.status} instead of ${expected.status}.`];
  const missing = [...expected.points.keys()].filter((key) => isCurve(key) && !found.points.has(key));
  const extra = [...found.points.keys()].filter((key) => isCurve(key) && !expected.points.has(key));
  const other = [...expected.points].filter(
    ([key, value]) => isCurve(key) && found.points.has(key) && !Object.is(found.points.get(key), value),
  );
  return [
    ...(missing.length > 0 ? [`${name} lacks ${missing.length} points, ${missing[0]} first.`] : []),
    ...(extra.length > 0 ? [`${name} has ${extra.length} points too many, ${extra[0]} first.`] : []),
    ...(other.length > 0
      ? [
          `${name} differs in ${other.length} values, ${other[0]?.[0]} first: ${found.points.get(other[0]?.[0] ?? '')} instead of ${other[0]?.[1]}.`,
        ]
      : []),
  ];
}

function isCurve(key: string): boolean {
  return !MEASURED.test(key);
}

/** judgeSeenPoints finds points that were acknowledged and are lost or changed. */
export function judgeSeenPoints(seen: readonly SeenPoint[], trials: readonly TrialRecord[]): string[] {
  const byNumber = new Map(trials.map((record) => [record.trial, record]));
  return seen
    .filter(({ key }) => isCurve(key))
    .flatMap(({ trial, key, value }) => {
      const now = byNumber.get(trial)?.points.get(key);
      if (Object.is(now, value)) return [];
      return [`Point ${key} of trial ${trial} was acknowledged as ${value} and is ${now ?? 'gone'}.`];
    });
}

/** Recovery is how long a trial was held by a worker that was lost, ms. */
export type Recovery = { readonly trial: number; readonly tookMs: number };

/**
 * measureRecoveries says of each loss how long the trials that the worker held stood as RUNNING with it. `pausedMs` is the
 * time in which nobody could have noticed: Postgres was away, or had only just come back.
 */
export function measureRecoveries(
  losses: readonly Loss[],
  sightings: readonly Sighting[],
  pausedMs: (fromMs: number, toMs: number) => number,
): Recovery[] {
  const byTrial = Map.groupBy(sightings, ({ trial }) => trial);
  return losses.flatMap(({ atMs, pid }) =>
    [...byTrial.values()].flatMap((history) => {
      const before = history.findLast((sighting) => sighting.atMs <= atMs);
      if (before?.status !== 'RUNNING' || pidOf(before.supervisor) !== pid) return [];
      const after = history.find(
        (sighting) =>
          sighting.atMs > atMs && (sighting.status !== 'RUNNING' || sighting.attempt !== before.attempt),
      );
      const untilMs = after?.atMs ?? history.at(-1)?.atMs ?? atMs;
      return [{ trial: before.trial, tookMs: untilMs - atMs - pausedMs(atMs, untilMs) }];
    }),
  );
}

function pidOf(supervisor: string | null): number | null {
  const pid = Number(supervisor?.split(':')[1]);
  return Number.isInteger(pid) ? pid : null;
}
