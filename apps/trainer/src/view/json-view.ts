import { pointsOfStep } from '../train/protocol.ts';
import type { RunView } from './run-view.ts';

/** createJsonView prints one JSON object a line and nothing else. JSON has no NaN and no Infinity: they are null. */
export function createJsonView(print: (line: string) => void): RunView {
  const emit = (value: object) => print(JSON.stringify(value));
  return {
    progress(event) {
      switch (event.type) {
        case 'started':
          emit({ type: 'started', id: event.runId, attempt: event.attempt, ...event.ready });
          return;
        case 'step':
          emit({
            type: 'step',
            step: event.values[0],
            epoch: event.values[1],
            metrics: byName(pointsOfStep(event.values)),
          });
          return;
        case 'epoch':
          emit({ type: 'epoch', step: event.step, epoch: event.epoch, metrics: byName(event.points) });
      }
    },
    warn: (message) => emit({ type: 'warning', message }),
    end: ({ runId, end, metrics }) =>
      emit({
        type: 'run',
        id: runId,
        status: end.outcome.status,
        reason: end.outcome.reason,
        recorded: end.recorded,
        metrics,
      }),
  };
}

function byName(points: readonly { name: string; value: number }[]): Record<string, number> {
  return Object.fromEntries(points.map(({ name, value }) => [name, value]));
}
