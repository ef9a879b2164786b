/** Which epoch the pictures of a run show. Pure: values in, values out; the provider keeps the state. */

/** A film of all epochs lasts about so long, however many there are; a frame is neither a flicker nor a slide show. */
const FILM_MS = 6_000;
const SHORTEST_FRAME_MS = 120;
const LONGEST_FRAME_MS = 600;

/** EpochChoice is what a person chose: an epoch, or null to stay at the newest. */
export type EpochChoice = number | null;

/**
 * shownEpoch returns the epoch to show of those that have pictures (ascending): the newest when nothing is chosen,
 * the nearest when the chosen one has none, for example because it has been thinned out. Null when there is none.
 */
export function shownEpoch(epochs: readonly number[], choice: EpochChoice): number | null {
  const newest = epochs.at(-1) ?? null;
  if (choice === null || newest === null) return newest;
  return nearestEpoch(epochs, choice);
}

/** nearestEpoch returns the epoch closest to the wanted one, the earlier of two equally close; null of none. */
export function nearestEpoch(epochs: readonly number[], wanted: number): number | null {
  return epochs.reduce<number | null>(
    (best, epoch) => (best === null || Math.abs(epoch - wanted) < Math.abs(best - wanted) ? epoch : best),
    null,
  );
}

/** epochBeside returns the epoch so many places further on in the list; it stops at either end. */
export function epochBeside(epochs: readonly number[], epoch: number | null, places: number): number | null {
  if (epoch === null) return null;
  const index = epochs.indexOf(epoch) + places;
  return epochs[Math.max(0, Math.min(index, epochs.length - 1))] ?? null;
}

/** firstFrame is where a film begins: where one stands, or at the first epoch when one stands at the end. */
export function firstFrame(epochs: readonly number[], epoch: number | null): EpochChoice {
  return epoch === epochs.at(-1) ? (epochs[0] ?? null) : epoch;
}

/** frameMs is how long a film of so many epochs shows each. */
export function frameMs(count: number): number {
  return Math.max(SHORTEST_FRAME_MS, Math.min(LONGEST_FRAME_MS, FILM_MS / Math.max(1, count)));
}

/** countMissingEpochs tells how many of the epochs up to the newest have no pictures: they have been thinned out. */
export function countMissingEpochs(epochs: readonly number[]): number {
  return (epochs.at(-1) ?? 0) - epochs.length;
}
