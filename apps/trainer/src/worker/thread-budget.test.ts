import { expect, it, vi } from 'vitest';
import { createThreadBudget } from './thread-budget.ts';

const never = new AbortController().signal;

it('lets a run wait until the others have given back as many threads as it needs', async () => {
  const budget = createThreadBudget(3);
  const [first, second] = [budget.take(1), budget.take(1)];
  const free = vi.fn();
  const waiting = budget.untilFree(3, never).then(free);
  await budget.untilFree(1, never);
  first();
  await Promise.resolve();
  expect(free).not.toHaveBeenCalled();
  second();
  await waiting;
  expect(free).toHaveBeenCalledOnce();
});

it('lets nobody wait longer than until the worker is stopped', async () => {
  const budget = createThreadBudget(1);
  budget.take(1);
  const stopping = new AbortController();
  const waiting = budget.untilFree(1, stopping.signal);
  stopping.abort('SIGTERM');
  await expect(waiting).rejects.toBe('SIGTERM');
  await expect(budget.untilFree(1, stopping.signal)).rejects.toBe('SIGTERM');
});
