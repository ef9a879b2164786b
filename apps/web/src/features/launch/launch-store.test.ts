import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { closeLaunch, keepEditing, markLaunchDirty, openLaunch, readKeptLaunch } from './launch-store.ts';

beforeEach(() => {
  const kept = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
    removeItem: (key: string) => kept.delete(key),
  };
  vi.stubGlobal('window', { sessionStorage });
});
afterEach(() => {
  keepEditing();
  closeLaunch();
  vi.unstubAllGlobals();
});

const shownId = () => readKeptLaunch()?.launch.runId ?? null;

it('opens a form in place of one into which nothing was typed', () => {
  openLaunch({ kind: 'new' });
  const first = shownId();
  openLaunch({ kind: 'new' });
  expect(shownId()).not.toBe(first);
});

it('lets another form wait while something is typed, and opens it when that is discarded', () => {
  openLaunch({ kind: 'new' });
  const first = shownId();
  markLaunchDirty(true);
  openLaunch({ kind: 'new' });
  expect(shownId()).toBe(first);
  closeLaunch();
  expect(shownId()).not.toBeOneOf([null, first]);
  closeLaunch();
  expect(shownId()).toBeNull();
});

it('forgets the form that waits when the open one is kept', () => {
  openLaunch({ kind: 'new' });
  markLaunchDirty(true);
  openLaunch({ kind: 'new' });
  keepEditing();
  closeLaunch();
  expect(shownId()).toBeNull();
});
