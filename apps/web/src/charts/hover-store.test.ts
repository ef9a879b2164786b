import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHoverStore } from './hover-store.ts';

afterEach(() => vi.unstubAllGlobals());

describe('createHoverStore', () => {
  it('changes once a frame, to the newest place, however often the pointer moves', () => {
    // Stores hold nothing on the server.
    vi.stubGlobal('window', {});
    const frames: (() => void)[] = [];
    const store = createHoverStore((work) => frames.push(work));
    store.set(1);
    store.set(2);
    expect(frames).toHaveLength(1);
    expect(store.get()).toBe(2);
    frames[0]?.();
    expect(store.get()).toBe(2);
    store.set(null);
    expect(frames).toHaveLength(2);
    expect(store.get()).toBeNull();
  });
});
