import { limits } from '../limits.ts';

/** Labels: a worker has some, and a sweep's trials are taken only by workers that have all that the sweep asks for. */

const labelPattern = /^[A-Za-z0-9_-]+$/;

/** findLabelProblem says what is wrong with a label; null for a good one. */
export function findLabelProblem(label: unknown): string | null {
  const shown = JSON.stringify(label) ?? 'nothing';
  if (typeof label !== 'string' || !labelPattern.test(label)) {
    return `${shown} is no label. A label is made of letters, digits, "-" and "_".`;
  }
  if (label.length <= limits.labelLength) return null;
  return `${shown} has ${label.length} characters. The most is ${limits.labelLength}.`;
}

/** sortLabels puts labels in the order in which they are stored, each once. */
export function sortLabels(labels: readonly string[]): string[] {
  return [...new Set(labels)].toSorted();
}
