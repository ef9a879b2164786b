import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  closeLaunch,
  type KeptLaunch,
  keepEditing,
  keepLaunch,
  markLaunchDirty,
  openLaunch,
  readKeptLaunch,
  restoreLaunch,
} from './launch-store.ts';

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

/** Over a form that is open and has something in it, another one waits. */
function reopens(kept: KeptLaunch): boolean {
  keepLaunch(kept);
  restoreLaunch();
  markLaunchDirty(true);
  openLaunch({ kind: 'new' });
  const isOpen = shownId() === kept.launch.runId;
  keepEditing();
  closeLaunch();
  return isOpen;
}

const shownId = () => readKeptLaunch()?.launch.runId ?? null;

it('opens a form in place of one into which nothing was typed', () => {
  openLaunch({ kind: 'new' });
  const first = shownId();
  openLaunch({ kind: 'new' });
  expect(shownId()).not.toBe(first);
});

it('is opened again by a reload when something was typed, and only then', () => {
  openLaunch({ kind: 'new' });
  const kept = readKeptLaunch() as KeptLaunch;
  closeLaunch();
  expect(reopens({ ...kept, draft: null })).toBe(false);
  expect(reopens({ ...kept, draft: { name: 'a' } })).toBe(true);
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
