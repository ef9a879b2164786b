import type { RunStatus } from '@laten/shared';
import { parseRunSearch } from './parse-run-search.ts';
import { shownStatusSql } from './shown-status.ts';

/** RunFilter says which runs a list is about. Deleted runs are in none. */
export type RunFilter = {
  /** Name of the experiment. (Default: all.) */
  readonly experiment?: string;
  /** The sweep whose trials they are. (Default: all runs, trials too.) */
  readonly sweepId?: string;
  /** States as a reader sees them. (Default: all.) */
  readonly statuses?: readonly RunStatus[];
  /** Part of a name or tag, the start of an id, or `tag:` and a whole tag; case matters only for the last. */
  readonly search?: string;
  /** Just these, as far as they exist. (Default: all.) */
  readonly ids?: readonly string[];
};

/** runConditions yields the conditions of a filter on the table `run` as SQL; `bind` takes a value and returns its placeholder. */
export function* runConditions(filter: RunFilter, bind: (value: unknown) => string): Generator<string> {
  yield 'run.deleted_at IS NULL';
  if (filter.experiment !== undefined) {
    yield `run.experiment_id = (SELECT id FROM experiment WHERE name = ${bind(filter.experiment)})`;
  }
  if (filter.sweepId !== undefined) yield `run.sweep_id = ${bind(filter.sweepId)}`;
  if (filter.statuses !== undefined) yield `${shownStatusSql} = ANY (${bind(filter.statuses)}::text[])`;
  if (filter.ids !== undefined) yield `run.id = ANY (${bind(filter.ids)}::text[])`;
  const { text, tags } = parseRunSearch(filter.search ?? '');
  if (tags.length > 0) yield `run.tags @> ${bind(tags)}::text[]`;
  if (text) {
    const escaped = text.replace(/[\\%_]/g, '\\$&');
    const part = bind(`%${escaped}%`);
    yield `run.name ILIKE ${part} OR run.id ILIKE ${bind(`${escaped}%`)}
      OR EXISTS (SELECT FROM unnest(run.tags) AS tag WHERE tag ILIKE ${part})`;
  }
}
