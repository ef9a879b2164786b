import { SweepInvalidError, type SweepIssue } from '../errors.ts';
import { suggest } from '../suggest.ts';

/** IssuePath is where in a sweep's file or form something stands. */
export type IssuePath = SweepIssue['path'];

/** IssueList gathers everything that is wrong with a sweep, so that all of it is said at once. */
export class IssueList {
  readonly issues: SweepIssue[] = [];
  readonly notices: SweepIssue[] = [];

  refuse(path: IssuePath, message: string): void {
    this.issues.push({ path, message });
  }

  notice(path: IssuePath, message: string): void {
    this.notices.push({ path, message });
  }

  throwIfAny(): void {
    if (this.issues.length > 0) throw new SweepInvalidError(this.issues);
  }

  /** refuseUnknownKeys names each key of a mapping that nothing reads. */
  refuseUnknownKeys(
    path: IssuePath,
    value: Mapping,
    { what, known }: { what: string; known: readonly string[] },
  ) {
    for (const key of Object.keys(value).filter((key) => !known.includes(key))) {
      this.refuse(
        [...path, key],
        `"${key}" is not ${what}${suggest(key, known)}. Known: ${known.join(', ')}.`,
      );
    }
  }

  /** readWhole reads a whole number between two limits. */
  readWhole(path: IssuePath, value: unknown, { min, max }: { min: number; max: number }): number {
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    this.refuse(path, `${show(value)} is refused. Give a whole number from ${min} to ${max}.`);
    return min;
  }

  /** readText reads a text that is not empty. */
  readText(path: IssuePath, value: unknown, { maxLength }: { maxLength: number }): string {
    if (typeof value === 'string' && value.trim() !== '' && value.length <= maxLength) return value.trim();
    const found = typeof value === 'string' ? `A text of ${value.length} characters` : show(value);
    this.refuse(path, `${found} is refused. Give a text of 1 to ${maxLength} characters.`);
    return '';
  }
}

/** Mapping is an object with named entries, as a file or a form gives it. */
export type Mapping = Readonly<Record<string, unknown>>;

/** isMapping tells a mapping from lists and single values. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** show writes a value into a sentence, whatever it is. */
export function show(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
