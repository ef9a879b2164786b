import { describe, expect, it } from 'vitest';
import { createPointScene, easeInOut, MOVE_MS, mix, type ScenePoints, startOfMove } from './moving-points.ts';

describe('startOfMove', () => {
  it('finds each image where it was, and leaves a new one where it ends', () => {
    const start = startOfMove(
      Uint32Array.of(7, 8),
      Float32Array.of(1, 1, 2, 2),
      Uint32Array.of(8, 9, 7),
      Float32Array.of(20, 20, 90, 90, 10, 10),
    );
    expect([...(start ?? [])]).toEqual([2, 2, 90, 90, 1, 1]);
  });

  it('is nothing when the images are others', () => {
    expect(
      startOfMove(Uint32Array.of(1), new Float32Array(2), Uint32Array.of(2), new Float32Array(2)),
    ).toBeNull();
  });
});

describe('easeInOut and mix', () => {
  it('begin, pass the middle, and end', () => {
    expect([0, 0.5, 1].map(easeInOut)).toEqual([0, 0.5, 1]);
    expect([...mix(Float32Array.of(0, 10), Float32Array.of(4, 20), 0.25)]).toEqual([1, 12.5]);
  });
});

describe('createPointScene', () => {
  /** A painter that remembers where it painted the first point, and a clock of the test's own. */
  function scene() {
    const painted: number[] = [];
    let next: ((nowMs: number) => void) | null = null;
    const painter = {
      kind: 'canvas' as const,
      paint: ({ xy }: { xy: Float32Array }) => painted.push(xy[0] ?? Number.NaN),
      dispose: () => {},
    };
    const clock = {
      request: (callback: (nowMs: number) => void) => {
        next = callback;
        return 1;
      },
      cancel: () => {
        next = null;
      },
    };
    const tick = (nowMs: number) => {
      const callback = next;
      next = null;
      callback?.(nowMs);
    };
    const made = createPointScene(painter, clock);
    made.look({ centerX: 0, centerY: 0, pxPerUnit: 1 }, { width: 1, height: 1 });
    return { ...made, painted, tick, moving: () => next !== null };
  }
  const at = (x: number, keys: Partial<ScenePoints> = {}): ScenePoints => ({
    xy: Float32Array.of(x, 0),
    colors: new Uint8Array(4),
    radiusPx: 1,
    imageIndex: Uint32Array.of(5),
    frameKey: 'epoch 1',
    planeKey: 'z0 z1',
    ...keys,
  });

  it('moves points from one epoch to the next, and stops', () => {
    const { show, tick, painted, moving } = scene();
    show(at(0), false);
    show(at(10, { frameKey: 'epoch 2' }), false);
    tick(1_000);
    tick(1_000 + MOVE_MS / 2);
    tick(1_000 + MOVE_MS);
    expect(painted).toEqual([0, 0, 0, 5, 10]);
    expect(moving()).toBe(false);
  });

  it('sets off for a third epoch from where the points are', () => {
    const { show, tick, painted } = scene();
    show(at(0), false);
    show(at(10, { frameKey: 'epoch 2' }), false);
    tick(0);
    tick(MOVE_MS / 2);
    show(at(0, { frameKey: 'epoch 3' }), false);
    expect(painted.at(-1)).toBe(5);
  });

  it('goes on moving while colours change', () => {
    const { show, tick, painted, moving } = scene();
    show(at(0), false);
    show(at(10, { frameKey: 'epoch 2' }), false);
    tick(0);
    tick(MOVE_MS / 2);
    show(at(10, { frameKey: 'epoch 2', colors: Uint8Array.of(1, 2, 3, 4) }), false);
    expect(painted.at(-1)).toBe(5);
    expect(moving()).toBe(true);
  });

  it.each([
    { what: 'motion is not wanted', next: at(10, { frameKey: 'epoch 2' }), still: true },
    { what: 'the axes are others', next: at(10, { frameKey: 'epoch 2', planeKey: 'z0 z2' }), still: false },
    { what: 'only the choice of classes changed', next: at(10), still: false },
  ])('is there at once when $what', ({ next, still }) => {
    const { show, painted, moving } = scene();
    show(at(0), false);
    show(next, still);
    expect(painted).toEqual([0, 10]);
    expect(moving()).toBe(false);
  });
});
