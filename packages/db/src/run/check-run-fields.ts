import { LatenError, limits, type NewRun } from '@laten/shared';

/** checkRunName refuses an empty or too long name. */
export function checkRunName(name: string): void {
  checkLength({ what: 'run name', text: name, least: 1, most: limits.runNameLength });
}

/** checkExperimentName refuses an empty or too long name of an experiment. */
export function checkExperimentName(name: string): void {
  checkLength({ what: 'experiment name', text: name, least: 1, most: limits.experimentNameLength });
}

/** checkSweepName refuses an empty or too long name of a sweep. */
export function checkSweepName(name: string): void {
  checkLength({ what: 'sweep name', text: name, least: 1, most: limits.sweepNameLength });
}

/** checkNote refuses a note that is too long. */
export function checkNote(note: string): void {
  checkLength({ what: 'note', text: note, least: 0, most: limits.noteLength });
}

/** checkTags refuses too many tags, and tags that are empty or too long. */
export function checkTags(tags: readonly string[]): void {
  if (tags.length > limits.tagsPerRun) {
    throw new LatenError(
      'LIMIT_EXCEEDED',
      `${tags.length} tags are refused. The most is ${limits.tagsPerRun}.`,
    );
  }
  for (const tag of tags) checkLength({ what: 'tag', text: tag, least: 1, most: limits.tagLength });
}

/** checkRunLabels refuses a new run whose name, experiment, tags or note break a limit. Throws LatenError (LIMIT_EXCEEDED). */
export function checkRunLabels(run: Pick<NewRun, 'name' | 'experiment' | 'tags' | 'note'>): void {
  checkRunName(run.name);
  checkExperimentName(run.experiment);
  checkTags(run.tags);
  checkNote(run.note);
}

type Length = { readonly what: string; readonly text: string; readonly least: number; readonly most: number };

function checkLength({ what, text, least, most }: Length): void {
  if (text.length >= least && text.length <= most) return;
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  throw new LatenError(
    'LIMIT_EXCEEDED',
    `The ${what} "${shown}" has ${text.length} characters. The least is ${least}, the most ${most}.`,
  );
}
