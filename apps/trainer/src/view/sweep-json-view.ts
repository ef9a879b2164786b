import type { SweepDetail } from '@laten/db';
import type { SweepView } from './sweep-view.ts';

/** createSweepJsonView prints one JSON object a line and nothing else: each change of a trial's state, and at last the sweep. */
export function createSweepJsonView(print: (line: string) => void): SweepView {
  const emit = (value: object) => print(JSON.stringify(value));
  return {
    trial: ({ runId, ...trial }) => emit({ type: 'trial', run: runId, ...trial }),
    frame: () => undefined,
    note: (message) => emit({ type: 'warning', message }),
    end: (sweep) => emit(describeSweepAsJson(sweep)),
  };
}

/** describeSweepAsJson is the last line of a sweep's JSON. */
export function describeSweepAsJson({
  id,
  name,
  status,
  reason,
  counts,
  metric,
  goal,
  best,
}: SweepDetail): object {
  return {
    type: 'sweep',
    id,
    name,
    status,
    reason,
    trials: counts,
    metric,
    goal,
    best: best && {
      run: best.runId,
      trial: best.trial,
      metric,
      value: best.value,
      parameters: best.parameters,
    },
  };
}
