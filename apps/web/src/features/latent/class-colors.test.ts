import { describe, expect, it } from 'vitest';
import {
  type ColorScheme,
  choosePointStyle,
  classColor,
  classPalettes,
  colorPoints,
  rgbOf,
} from './class-colors.ts';
import { type ColorVision, ciede2000, contrastRatio, differenceSeen } from './testing/color-difference.ts';

/** Noticed at a glance, not only side by side. */
const LEAST_DIFFERENCE = 10.5;
const LEAST_CONTRAST = 2.2;
const surfaces: Record<ColorScheme, string> = { light: '#ffffff', dark: '#171a20' };
const schemes: ColorScheme[] = ['light', 'dark'];
const visions: ColorVision[] = ['normal', 'deuteranopia', 'protanopia'];

describe('the measure of difference', () => {
  it.each([
    { a: [50, 2.6772, -79.7751], b: [50, 0, -82.7485], difference: 2.0425 },
    { a: [50, 2.5, 0], b: [73, 25, -18], difference: 27.1492 },
    { a: [2.0776, 0.0795, -1.135], b: [0.9033, -0.0636, -0.5514], difference: 0.9082 },
  ] as const)('agrees with the published test data: $difference', ({ a, b, difference }) => {
    expect(ciede2000(a, b)).toBeCloseTo(difference, 4);
  });

  it('sees red and green, and knows who does not', () => {
    expect(differenceSeen('#c05050', '#808020', 'normal')).toBeGreaterThan(20);
    expect(differenceSeen('#c05050', '#808020', 'deuteranopia')).toBeLessThan(12);
    expect(contrastRatio('#ffffff', '#000000')).toBeCloseTo(21);
  });
});

describe('classPalettes', () => {
  it.each(schemes.flatMap((scheme) => visions.map((vision) => ({ scheme, vision }))))(
    'can be told apart on the $scheme page under $vision',
    ({ scheme, vision }) => {
      const palette = classPalettes[scheme];
      for (const [i, a] of palette.entries()) {
        for (const b of palette.slice(i + 1)) {
          expect(differenceSeen(a, b, vision), `${a} and ${b}`).toBeGreaterThan(LEAST_DIFFERENCE);
        }
      }
    },
  );

  it.each(schemes)('stands out from the %s page', (scheme) => {
    for (const color of classPalettes[scheme]) {
      expect(contrastRatio(color, surfaces[scheme]), color).toBeGreaterThan(LEAST_CONTRAST);
    }
  });

  it('has a colour for a class beyond ten, too', () => {
    const colors = Array.from({ length: 20 }, (_, label) => classColor(label, 'light'));
    expect(new Set(colors).size).toBe(20);
    for (const color of colors) expect(color).toMatch(/^#[0-9a-f]{6}$/);
  });
});

describe('choosePointStyle', () => {
  it.each([
    { count: 10, areaPx: 400_000, zoom: 1, style: { radiusPx: 4.5, opacity: 0.9 } },
    { count: 50_000, areaPx: 400_000, zoom: 1, style: { radiusPx: 1.5, opacity: 0.45 } },
    { count: 0, areaPx: 1, zoom: 1, style: { radiusPx: 1.5, opacity: 0.45 } },
  ])('$count points', ({ style, ...input }) => expect(choosePointStyle(input)).toEqual(style));

  it('makes points larger and denser as one comes nearer', () => {
    const far = choosePointStyle({ count: 10_000, areaPx: 400_000, zoom: 1 });
    const near = choosePointStyle({ count: 10_000, areaPx: 400_000, zoom: 4 });
    expect(near.radiusPx).toBeGreaterThan(far.radiusPx);
    expect(near.opacity).toBeGreaterThan(far.opacity);
  });
});

describe('colorPoints', () => {
  const input = {
    labels: Uint8Array.of(0, 1, 0),
    shown: Uint32Array.of(1, 2),
    scheme: 'light',
    opacity: 0.8,
  } as const;

  it('colours the shown points by their class', () => {
    expect([...colorPoints({ ...input, highlighted: null })]).toEqual([
      ...rgbOf(classColor(1, 'light')),
      204,
      ...rgbOf(classColor(0, 'light')),
      204,
    ]);
  });

  it('fades the other classes while one is pointed at', () => {
    const colors = colorPoints({ ...input, highlighted: 1 });
    expect([colors[3], colors[7]]).toEqual([204, 20]);
  });
});
