import type { MemoryLimits } from './memory-limits.ts';

/** What a recorder says to the person at the terminal, and to the run's log. */

type Amount = { readonly points: number; readonly artifactBytes: number };

function describeMemory({ points, artifactBytes }: MemoryLimits): string {
  return `at most ${count(points)} points and ${artifactBytes / 2 ** 20} MiB of artifacts`;
}

/** describeAway says that the database has gone away. */
export function describeAway(reason: string): string {
  return `The database is away. Training goes on; what it logs is kept on disk and written when the database is back. (${reason})`;
}

/** describeBack says that the database is back, and what it will not get. */
export function describeBack({ points, artifacts }: { points: number; artifacts: number }): string {
  const refused =
    points + artifacts > 0
      ? ` There was no room for ${count(points)} points and ${artifacts} artifacts.`
      : '';
  return `The database is back; what was kept is being written.${refused}`;
}

/** describeUnspooled says that the disk did not take what it should. */
export function describeUnspooled(refusal: string, memory: MemoryLimits): string {
  return `What is logged cannot be kept on disk: ${refusal}. It stays in memory, ${describeMemory(memory)}. Training goes on.`;
}

/** describeFullMemory says that new data is refused from now on. */
export function describeFullMemory(memory: MemoryLimits): string {
  return `The memory for unwritten data is full (${describeMemory(memory)}). What is logged from now on until the database is back is not recorded. Training goes on.`;
}

/** describeLeft says where the rest of an attempt is, who writes it, and what of it is lost. */
export function describeLeft(input: { isStoreAway: boolean; place: string; lost: Amount }): string {
  const { isStoreAway, place, lost } = input;
  const why = isStoreAway ? 'The database is still away.' : 'The database is too slow now.';
  const loss =
    lost.points + lost.artifactBytes > 0
      ? ` ${count(lost.points)} points and ${count(lost.artifactBytes)} bytes of artifacts found no room there and are lost.`
      : '';
  return `${why} What could not be written is in ${place}; the next start writes it, or a running \`./laten up\` or \`./laten worker\`, as soon as it can.${loss}`;
}

/** describeLost says that neither database nor disk has taken the rest. */
export function describeLost(reason: string): string {
  return `What the database has not taken by now is lost, because it cannot be kept on disk: ${reason}`;
}

/** describeDropped says that another attempt has taken the run over, and what that costs. */
export function describeDropped(refusal: string, points: number): string {
  return points > 0 ? `${refusal} ${count(points)} points that waited were dropped.` : refusal;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
