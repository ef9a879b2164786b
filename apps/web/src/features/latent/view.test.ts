import { describe, expect, it } from 'vitest';
import { moveFinger } from './use-gestures.ts';
import { boundsOf, fitView, panBy, toFrame, toPlane, unionOf, visibleBounds, zoomAt } from './view.ts';

const size = { width: 400, height: 200 };
const view = { centerX: 1, centerY: -2, pxPerUnit: 50 };

describe('fitView', () => {
  it.each([
    { what: 'a wide plane', bounds: { minX: -4, maxX: 4, minY: -1, maxY: 1 } },
    { what: 'a high plane', bounds: { minX: 0, maxX: 1, minY: -30, maxY: 50 } },
    { what: 'one point', bounds: { minX: 2, maxX: 2, minY: 3, maxY: 3 } },
  ])('shows all of $what, with one scale', ({ bounds }) => {
    const seen = visibleBounds(fitView(bounds, size), size);
    expect(seen.minX).toBeLessThan(bounds.minX);
    expect(seen.maxX).toBeGreaterThan(bounds.maxX);
    expect(seen.minY).toBeLessThan(bounds.minY);
    expect(seen.maxY).toBeGreaterThan(bounds.maxY);
  });
});

describe('toFrame and toPlane', () => {
  it('put the centre in the middle, and up is up', () => {
    expect(toFrame(view, size, { x: 1, y: -2 })).toEqual({ x: 200, y: 100 });
    expect(toFrame(view, size, { x: 2, y: -1 })).toEqual({ x: 250, y: 50 });
  });

  it('undo each other', () => {
    expect(toPlane(view, size, toFrame(view, size, { x: 0.3, y: 7 }))).toEqual({
      x: expect.closeTo(0.3),
      y: expect.closeTo(7),
    });
  });
});

describe('zoomAt', () => {
  it.each([0.1, 0.5, 2, 10])('by %s leaves the place under the pointer where it is', (factor) => {
    const at = { x: 90, y: 30 };
    const zoomed = zoomAt(view, size, at, factor);
    const [before, after] = [toPlane(view, size, at), toPlane(zoomed, size, at)];
    expect([after.x, after.y]).toEqual([expect.closeTo(before.x), expect.closeTo(before.y)]);
    expect(zoomed.pxPerUnit).toBeCloseTo(50 * factor);
  });

  it('ends before numbers do', () => {
    expect(zoomAt(view, size, { x: 0, y: 0 }, 1e12).pxPerUnit).toBe(1e6);
  });
});

describe('moveFinger', () => {
  it('drags the plane with one', () => {
    expect(moveFinger(view, size, { from: { x: 10, y: 10 }, to: { x: 60, y: 35 }, other: null })).toEqual(
      panBy(view, 50, 25),
    );
  });

  it('pinches with two: twice as far apart is twice as near', () => {
    const other = { x: 100, y: 100 };
    const moved = moveFinger(view, size, { from: { x: 200, y: 100 }, to: { x: 300, y: 100 }, other });
    expect(moved.pxPerUnit).toBeCloseTo(100);
    const before = toPlane(view, size, { x: 150, y: 100 });
    const after = toPlane(moved, size, { x: 200, y: 100 });
    expect([after.x, after.y]).toEqual([expect.closeTo(before.x), expect.closeTo(before.y)]);
  });
});

describe('boundsOf', () => {
  it('holds all finite points', () => {
    expect(boundsOf(Float32Array.of(1, 2, -3, 4, Number.NaN, 0, Number.POSITIVE_INFINITY, 1))).toEqual({
      minX: -3,
      maxX: 1,
      minY: 2,
      maxY: 4,
    });
  });

  it('are none of no points', () => expect(boundsOf(Float32Array.of(Number.NaN, 1))).toBeNull());

  it('join', () => {
    expect(
      unionOf({ minX: 0, maxX: 1, minY: 0, maxY: 1 }, { minX: -1, maxX: 0.5, minY: 0.5, maxY: 3 }),
    ).toEqual({ minX: -1, maxX: 1, minY: 0, maxY: 3 });
  });
});
