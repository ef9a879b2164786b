import { RANKING_METRIC } from '@laten/shared';
import { formatDuration, formatNats } from '../view/format.ts';
import type { RunView } from '../view/run-view.ts';

/** createRunLines shows a run beside others on one terminal: a line when it ends, and what a person should know. */
export function createRunLines({ name, print }: { name: string; print: (line: string) => void }): RunView {
  return {
    progress: () => undefined,
    warn: (message) => print(`! ${name}: ${message}`),
    end: ({ end: { outcome }, metrics }) => {
      const value = metrics[RANKING_METRIC];
      const result = value === undefined ? '' : `, ${RANKING_METRIC} ${formatNats(value)}`;
      const took = formatDuration(outcome.durationMs);
      if (outcome.status === 'FINISHED') print(`${name}: finished in ${took}${result}`);
      else print(`${name}: ${outcome.status} after ${took}${outcome.reason ? `: ${outcome.reason}` : ''}`);
    },
  };
}
