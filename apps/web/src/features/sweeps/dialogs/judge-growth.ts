import {
  countTrials,
  createSearchStrategy,
  growSpec,
  SweepInvalidError,
  type SweepSpec,
} from '@laten/shared';
import { t } from '../../../messages/index.ts';

/** Growth is what a sweep would become: its trials before and after, or what is wrong with the number. */
export type Growth =
  | { readonly problem: null; readonly trials: number; readonly before: number; readonly after: number }
  | { readonly problem: string };

/** judgeGrowth reads how many trials a sweep should have more, by the same rules as the server. */
export function judgeGrowth(spec: SweepSpec, typed: string): Growth {
  if (!/^\d+$/.test(typed.trim()) || Number(typed) < 1) return { problem: t('sweep.add.whole') };
  const trials = Number(typed);
  try {
    const after = countTrials(growSpec(spec, { trials }));
    return { problem: null, trials, before: countTrials(spec), after };
  } catch (error) {
    if (!(error instanceof SweepInvalidError)) throw error;
    return { problem: error.issues.map(({ message }) => message).join(' ') };
  }
}

/** unitOfGrowth returns by how many trials a sweep grows at least: a grid by all its points, random search by a point. Each has every seed. */
export function unitOfGrowth(spec: SweepSpec): number {
  return spec.method === 'grid' ? createSearchStrategy(spec).count : spec.seeds;
}
