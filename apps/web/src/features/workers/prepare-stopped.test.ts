import { expect, it } from 'vitest';
import { workerRow } from '../../testing/workers.ts';
import { prepareStopped } from './prepare-stopped.ts';

const stopped = (id: string, change: Parameters<typeof workerRow>[0] = {}) =>
  workerRow({ id, state: 'stopped', stoppedReason: 'Three in a row.', ...change });

it('tells of a process once, however many places it has', () => {
  const places = [stopped('a:1', { slot: 1 }), stopped('a:2', { slot: 2, resumeRequested: true })];
  expect(prepareStopped(places)).toEqual([
    { id: 'a:1', host: 'lab', reason: 'Three in a row.', resumeRequested: true },
  ]);
});

it('tells processes, machines and reasons apart, and leaves out who works or is silent', () => {
  const workers = [
    stopped('a'),
    stopped('b', { pid: 2 }),
    stopped('c', { host: 'attic' }),
    stopped('d', { stoppedReason: 'Too little memory.' }),
    stopped('e', { alive: false, pid: 3 }),
    workerRow({ id: 'f' }),
  ];
  expect(prepareStopped(workers).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
});
