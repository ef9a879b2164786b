import { ID_PATTERN, ID_PREFIX_PATTERN, limits } from '@laten/shared';
import { z } from 'zod';

/** What procedures accept of names, tags and ids. Spaces around a name or tag are not part of it. */

/** runId is the whole id of a run. */
export const runId = z.string().regex(ID_PATTERN, 'not a run id');

/** runIdOrPrefix is an id as people type it. */
export const runIdOrPrefix = z
  .string()
  .min(limits.runIdPrefixMinLength)
  .regex(ID_PREFIX_PATTERN, 'not a run id or the start of one');

/** sweepId is the whole id of a sweep. */
export const sweepId = z.string().regex(ID_PATTERN, 'not a sweep id');

/** sweepIdOrPrefix is an id of a sweep as people type it. */
export const sweepIdOrPrefix = z
  .string()
  .min(limits.runIdPrefixMinLength)
  .regex(ID_PREFIX_PATTERN, 'not a sweep id or the start of one');

/** runIds are the runs of one change. */
export const runIds = z.array(runId).min(1).max(limits.runsPerChange);

/** runName is what people call a run. */
export const runName = z.string().trim().min(1).max(limits.runNameLength);

/** sweepName is what people call a sweep. */
export const sweepName = z.string().trim().min(1).max(limits.sweepNameLength);

/** experimentName is what people call an experiment. */
export const experimentName = z.string().trim().min(1).max(limits.experimentNameLength);

/** note is what people write about a run. */
export const note = z.string().max(limits.noteLength);

/** tags are the tags of a run, each once. */
export const tags = z
  .array(z.string().trim().min(1).max(limits.tagLength))
  .max(limits.tagsPerRun)
  .transform((all) => [...new Set(all)]);
