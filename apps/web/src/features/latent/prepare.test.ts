import { describe, expect, it } from 'vitest';
import type { RunArtifact } from '../run/prepare-run.ts';
import { createPlane } from './plane.ts';
import { planeCommandOf } from './plane-keys.ts';
import { prepareStripRows, prepareTicks } from './prepare-axes.ts';
import {
  countUnplaced,
  isolateClass,
  type LatentClass,
  prepareClasses,
  shownPoints,
  toggleClass,
} from './prepare-classes.ts';
import { findValidationSheet, prepareEpochs } from './prepare-epochs.ts';
import { placeNames } from './prepare-names.ts';
import { writePointsCsv } from './write-csv.ts';

const labels = Uint8Array.of(1, 0, 1, 0);
const xy = Float32Array.of(1, 1, 0, 0, 3, 1, Number.NaN, 0);

describe('prepareClasses', () => {
  it('sums up each class; what lies nowhere is counted and not averaged', () => {
    expect(prepareClasses({ labels, xy, names: ['T-shirt', 'Trouser'], strip: false })).toEqual([
      { label: 0, name: 'T-shirt', count: 2, centerX: 0, centerY: 0, spread: 0 },
      { label: 1, name: 'Trouser', count: 2, centerX: 2, centerY: 1, spread: 1 },
    ]);
  });

  it('names classes by their labels where the dataset has no names', () => {
    expect(prepareClasses({ labels, xy, names: null, strip: false })[1]?.name).toBe('class 1');
  });

  it('measures the spread along x alone on a strip', () => {
    const strip = Float32Array.of(1, 9, 0, 0, 3, 5, 0, 0);
    expect(prepareClasses({ labels, xy: strip, names: null, strip: true })[1]?.spread).toBe(1);
  });
});

describe('which classes are shown', () => {
  it.each([
    { hidden: [], label: 1, left: [1] },
    { hidden: [1, 2], label: 1, left: [2] },
  ])('toggling $label of hidden $hidden', ({ hidden, label, left }) => {
    expect([...toggleClass(new Set(hidden), label)]).toEqual(left);
  });

  it.each([
    { hidden: [], label: 1, left: [0, 2] },
    { hidden: [1], label: 1, left: [0, 2] },
    { hidden: [0, 2], label: 1, left: [] },
    { hidden: [0, 2], label: 2, left: [0, 1] },
  ])('isolating $label of hidden $hidden', ({ hidden, label, left }) => {
    expect([...isolateClass(new Set(hidden), label, [0, 1, 2])]).toEqual(left);
  });

  it('draws what is not hidden and lies somewhere', () => {
    expect([...shownPoints({ labels }, xy, new Set([1]))]).toEqual([1]);
    expect([...shownPoints({ labels }, xy, new Set())]).toEqual([0, 1, 2]);
    expect(countUnplaced(xy)).toBe(1);
  });
});

describe('prepareTicks', () => {
  it('has the same step on both axes, and a true minus', () => {
    const ticks = prepareTicks({ centerX: 0, centerY: 0, pxPerUnit: 80 }, { width: 480, height: 240 });
    expect(ticks.x.map(({ text }) => text)).toEqual(['−3', '−2', '−1', '0', '1', '2', '3']);
    expect(ticks.y.map(({ text, atPx }) => [text, atPx])).toEqual([
      ['−1', 200],
      ['0', 120],
      ['1', 40],
    ]);
  });
});

describe('prepareStripRows', () => {
  const rows = [0, -1].map((centerY, label) => ({
    ...{ label, name: `row ${label}`, centerX: 0, centerY },
    count: 1,
    spread: 1,
  }));

  it('names each row in sight, while rows are high enough to read', () => {
    const size = { width: 100, height: 100 };
    const at = (pxPerUnit: number) => prepareStripRows({ centerX: 0, centerY: 0, pxPerUnit }, size, rows);
    expect(at(20)).toEqual([
      { atPx: 50, text: 'row 0' },
      { atPx: 70, text: 'row 1' },
    ]);
    expect(at(80)).toEqual([{ atPx: 50, text: 'row 0' }]);
    expect(at(5)).toEqual([]);
  });
});

describe('placeNames', () => {
  const size = { width: 400, height: 400 };
  const view = { centerX: 0, centerY: 0, pxPerUnit: 100 };
  const at = (label: number, name: string, centerX: number, centerY: number): LatentClass => ({
    ...{ label, name, centerX, centerY },
    count: 1,
    spread: 1,
  });

  it('writes names below one another where they would touch', () => {
    const placed = placeNames(
      [at(0, 'Pullover', 0, 0), at(1, 'Coat', 0.1, 0.02), at(2, 'Shirt', 0, -0.1)],
      view,
      size,
    );
    const lines = placed.map(({ y }) => y).sort((a, b) => a - b);
    expect((lines[1] ?? 0) - (lines[0] ?? 0)).toBeGreaterThanOrEqual(15);
    expect((lines[2] ?? 0) - (lines[1] ?? 0)).toBeGreaterThanOrEqual(15);
  });

  it('leaves names alone that do not touch, and out those out of sight', () => {
    expect(placeNames([at(0, 'Bag', -1, 0), at(1, 'Bag', 1, 0), at(2, 'Bag', 9, 0)], view, size)).toEqual([
      { label: 0, name: 'Bag', x: 100, y: 200 },
      { label: 1, name: 'Bag', x: 300, y: 200 },
    ]);
  });
});

describe('planeCommandOf', () => {
  const key = (
    name: string,
    held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {},
  ) => planeCommandOf({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

  it.each([
    ['ArrowLeft', { type: 'move', dx: -8, dy: 0 }],
    ['ArrowUp', { type: 'move', dx: 0, dy: -8 }],
    ['+', { type: 'zoom', factor: 1.5 }],
    ['0', { type: 'fit' }],
    ['Enter', { type: 'pin' }],
    ['Escape', { type: 'leave' }],
    ['Tab', null],
    ['a', null],
  ])('%s', (name, command) => expect(key(name)).toEqual(command));

  it('goes further with Shift, and leaves Ctrl and Alt to the browser', () => {
    expect(key('ArrowDown', { shiftKey: true })).toEqual({ type: 'move', dx: 0, dy: 40 });
    expect(key('+', { ctrlKey: true })).toBeNull();
    expect(key('ArrowLeft', { altKey: true })).toBeNull();
  });
});

describe('writePointsCsv', () => {
  const latents = {
    count: 2,
    latentDim: 2,
    zMean: Float32Array.of(0.5, -1, 2, 3),
    zLogVar: new Float32Array(4),
    imageIndex: Uint32Array.of(70, 71),
    labels: Uint8Array.of(0, 9),
  };
  const plane = createPlane({ kind: 'axes', x: 0, y: 1 }, 2, null);
  const common = { latents, plane, xy: Float32Array.of(1, 2, 3, 4), shown: [1] };

  it('writes the shown images with all of z', () => {
    expect(writePointsCsv({ ...common, projected: false, names: null })).toBe(
      'imageIndex,label,class,z0,z1\r\n71,9,class 9,2,3\r\n',
    );
  });

  it('adds the coordinates of a projection, and quotes what needs it', () => {
    const csv = writePointsCsv({ ...common, projected: true, names: [...Array(9).fill(''), 'Boot, "high"'] });
    expect(csv).toBe('imageIndex,label,class,z0,z1,z0,z1\r\n71,9,"Boot, ""high""",2,3,3,4\r\n');
  });
});

describe('prepareEpochs', () => {
  const artifact = (kind: string, name: string, step: number | null, epoch: number | null) =>
    ({ id: `${name}@${step}`, kind, name, step, epoch, sha256: `sum-${name}-${step}` }) as RunArtifact;
  const artifacts = [
    artifact('validation-images', 'validation-images.png', null, null),
    artifact('latents', 'latents.bin', 200, 2),
    artifact('latents', 'latents.bin', 100, 1),
    artifact('decoder', 'decoder/model.json', 200, 2),
    artifact('decoder', 'decoder/weights.bin', 200, 2),
    artifact('decoder', 'decoder/model.json', 100, 1),
  ];

  it('puts epochs in order, each with its decoder when all of that is there', () => {
    const epochs = prepareEpochs(artifacts);
    expect(epochs.map(({ epoch, decoder }) => [epoch, decoder?.weightsUrl ?? null])).toEqual([
      [1, null],
      [2, '/api/artifacts/decoder/weights.bin@200?sha256=sum-decoder/weights.bin-200'],
    ]);
  });

  it('finds the picture of the validation images', () => {
    expect(findValidationSheet(artifacts)?.name).toBe('validation-images.png');
    expect(findValidationSheet([])).toBeNull();
  });
});
