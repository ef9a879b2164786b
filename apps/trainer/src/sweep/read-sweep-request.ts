import {
  countTrials,
  LatenError,
  planTrials,
  readSweepSpec,
  SweepInvalidError,
  type SweepIssue,
  type SweepSpec,
  TRIAL_THREADS,
  type TrialPlan,
} from '@laten/shared';
import { readSweepFile } from './read-sweep-file.ts';
import type { SweepFlags } from './sweep-flags.ts';
import { buildSweepInput } from './sweep-input.ts';

/** SweepRequest is a sweep that was asked for, checked as far as that needs no database. */
export type SweepRequest = {
  readonly spec: SweepSpec;
  readonly trials: readonly TrialPlan[];
  /** The description in the file. */
  readonly note: string;
  /** What has no effect, in words. */
  readonly notices: readonly string[];
  /** The flags that say otherwise than the file. */
  readonly overriding: readonly string[];
  /** refuse returns an error that says where each issue comes from. */
  refuse(issues: readonly SweepIssue[]): LatenError;
};

/** readSweepRequest reads a file, flags, or flags over a file. Throws LatenError that names the flag, or quotes the line, of all that is wrong. */
export async function readSweepRequest(file: string | undefined, flags: SweepFlags): Promise<SweepRequest> {
  const input = buildSweepInput(file === undefined ? null : await readSweepFile(file), flags);
  const refuse = (issues: readonly SweepIssue[]) => {
    const read = issues.toSorted((a, b) => input.rank(a) - input.rank(b));
    return new LatenError('SWEEP_INVALID', read.map(input.explain).join('\n'));
  };
  try {
    const options = { defaultThreads: TRIAL_THREADS, isWrittenAsReal: input.isWrittenAsReal };
    const { spec, note, notices } = readSweepSpec(input.value, options);
    return {
      spec,
      trials: planTrials(spec, { from: 0, to: countTrials(spec) }, options),
      note,
      notices: notices.map(input.explain),
      overriding: input.overriding,
      refuse,
    };
  } catch (error) {
    throw error instanceof SweepInvalidError ? refuse(error.issues) : error;
  }
}
