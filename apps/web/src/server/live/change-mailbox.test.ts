import { describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../live/live-event.ts';
import { createChangeMailbox } from './change-mailbox.ts';

const run = (runId: string, revision: number): LiveEvent => ({ type: 'run', runId, revision });
const open = () => createChangeMailbox({ runIntervalMs: 250 });

describe('createChangeMailbox', () => {
  it('keeps of a run the newest revision only', () => {
    const mailbox = open();
    for (let revision = 1; revision <= 10_000; revision += 1) mailbox.put(run('a', revision));
    mailbox.put(run('b', 1));
    expect(mailbox.take(0)).toEqual([run('a', 10_000), run('b', 1)]);
    expect(mailbox.take(0)).toEqual([]);
  });

  it('sends of a run at most four events a second, and the last one always', () => {
    const mailbox = open();
    const sent: [number, LiveEvent][] = [];
    for (let nowMs = 0; nowMs < 1_000; nowMs += 10) {
      mailbox.put(run('a', nowMs));
      for (const event of mailbox.take(nowMs)) sent.push([nowMs, event]);
    }
    expect(sent.map(([nowMs]) => nowMs)).toEqual([0, 250, 500, 750]);
    expect(mailbox.dueMs()).toBe(1_000);
    expect(mailbox.take(1_000)).toEqual([run('a', 990)]);
    expect(mailbox.dueMs()).toBeNull();
  });

  it('holds back a sweep as it does a run', () => {
    const mailbox = open();
    const sweep = (revision: number): LiveEvent => ({ type: 'sweep', sweepId: 'a', revision });
    mailbox.put(sweep(1));
    mailbox.put(run('a', 1));
    expect(mailbox.take(0)).toEqual([sweep(1), run('a', 1)]);
    mailbox.put(sweep(2));
    mailbox.put(sweep(3));
    expect(mailbox.take(100)).toEqual([]);
    expect(mailbox.take(250)).toEqual([sweep(3)]);
  });

  it('holds one run back and not another', () => {
    const mailbox = open();
    mailbox.put(run('a', 1));
    mailbox.take(0);
    mailbox.put(run('a', 2));
    mailbox.put(run('b', 1));
    mailbox.put({ type: 'topic', topic: 'workers' });
    expect(mailbox.dueMs()).toBe(0);
    expect(mailbox.take(10)).toEqual([run('b', 1), { type: 'topic', topic: 'workers' }]);
    expect(mailbox.dueMs()).toBe(250);
  });

  it('says of the line only how it is now, and drops what that makes old', () => {
    const mailbox = open();
    mailbox.put(run('a', 1));
    mailbox.put({ type: 'away' });
    mailbox.put({ type: 'hello' });
    mailbox.put(run('a', 2));
    expect(mailbox.take(0)).toEqual([{ type: 'hello' }, run('a', 2)]);
  });
});
