import { expect, it } from 'vitest';
import { createChangeInbox } from './change-inbox.ts';
import type { LiveEvent } from './live-event.ts';

const run = (runId: string, revision: number): LiveEvent => ({ type: 'run', runId, revision });

it('hands on at once while shown, and of what came while hidden the newest of each', () => {
  const delivered: LiveEvent[] = [];
  const inbox = createChangeInbox((event) => delivered.push(event));
  inbox.put(run('a', 1));
  expect(delivered).toEqual([run('a', 1)]);
  inbox.setShown(false);
  for (let revision = 2; revision <= 1_000; revision += 1) inbox.put(run('a', revision));
  inbox.put(run('b', 5));
  inbox.put({ type: 'sweep', sweepId: 'a', revision: 1 });
  inbox.put({ type: 'sweep', sweepId: 'a', revision: 2 });
  inbox.put({ type: 'topic', topic: 'workers' });
  inbox.put({ type: 'topic', topic: 'workers' });
  expect(delivered).toHaveLength(1);
  inbox.setShown(true);
  expect(delivered.slice(1)).toEqual([
    run('a', 1_000),
    run('b', 5),
    { type: 'sweep', sweepId: 'a', revision: 2 },
    { type: 'topic', topic: 'workers' },
  ]);
  inbox.setShown(false);
  inbox.setShown(true);
  expect(delivered).toHaveLength(5);
});
