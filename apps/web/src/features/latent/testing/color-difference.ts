/**
 * How different two colours look, also to people who see few of them. For tests: the palette is chosen once, and these
 * hold it to its promise. sRGB under D65; formulas: CIEDE2000 (Sharma, Wu, Dalal 2005), colour blindness (Machado,
 * Oliveira, Fernandes 2009, severity 1), contrast (WCAG 2).
 */

type Triple = readonly [number, number, number];

/** ColorVision is how a person sees colours. */
export type ColorVision = 'normal' | 'deuteranopia' | 'protanopia';

const visionMatrices: Record<Exclude<ColorVision, 'normal'>, readonly [Triple, Triple, Triple]> = {
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
};

const toXyz: readonly [Triple, Triple, Triple] = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const whitePoint: Triple = [0.95047, 1, 1.08883];

/** differenceSeen returns CIEDE2000 of two colours (`#rrggbb`) as a person with this vision sees them. About 1 is just noticeable side by side. */
export function differenceSeen(a: string, b: string, vision: ColorVision): number {
  return ciede2000(labSeen(a, vision), labSeen(b, vision));
}

/** contrastRatio returns WCAG's contrast of two colours: 1 to 21. */
export function contrastRatio(a: string, b: string): number {
  const [dark = 0, light = 0] = [a, b].map((hex) => dot(toXyz[1], linearOf(hex))).sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** ciede2000 is the colour difference of two points of CIELAB. */
export function ciede2000([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
  const meanC = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 1 + 0.5 * (1 - Math.sqrt(meanC ** 7 / (meanC ** 7 + 25 ** 7)));
  const c1 = Math.hypot(a1 * g, b1);
  const c2 = Math.hypot(a2 * g, b2);
  const h1 = hueDegrees(b1, a1 * g);
  const h2 = hueDegrees(b2, a2 * g);
  const grey = c1 * c2 === 0;
  const turn = grey ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const meanH = grey ? h1 + h2 : (h1 + turn / 2 + 360) % 360;
  const meanL = (l1 + l2) / 2;
  const meanCPrime = (c1 + c2) / 2;
  const weight =
    1 -
    0.17 * cosDegrees(meanH - 30) +
    0.24 * cosDegrees(2 * meanH) +
    0.32 * cosDegrees(3 * meanH + 6) -
    0.2 * cosDegrees(4 * meanH - 63);
  const lightness = (l2 - l1) / (1 + (0.015 * (meanL - 50) ** 2) / Math.sqrt(20 + (meanL - 50) ** 2));
  const chroma = (c2 - c1) / (1 + 0.045 * meanCPrime);
  const hue = (2 * Math.sqrt(c1 * c2) * sinDegrees(turn / 2)) / (1 + 0.015 * meanCPrime * weight);
  const rotation =
    -2 *
    Math.sqrt(meanCPrime ** 7 / (meanCPrime ** 7 + 25 ** 7)) *
    sinDegrees(60 * Math.exp(-(((meanH - 275) / 25) ** 2)));
  return Math.sqrt(lightness ** 2 + chroma ** 2 + hue ** 2 + rotation * chroma * hue);
}

function labSeen(hex: string, vision: ColorVision): Triple {
  const linear = linearOf(hex);
  const seen = vision === 'normal' ? linear : times(visionMatrices[vision], linear).map(clampUnit);
  const [x, y, z] = times(toXyz, seen as unknown as Triple).map((value, i) =>
    curve(value / (whitePoint[i] ?? 1)),
  );
  return [116 * (y ?? 0) - 16, 500 * ((x ?? 0) - (y ?? 0)), 200 * ((y ?? 0) - (z ?? 0))];
}

function linearOf(hex: string): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function curve(value: number): number {
  return value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116;
}

function times(rows: readonly Triple[], vector: Triple): number[] {
  return rows.map((row) => dot(row, vector));
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function clampUnit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function hueDegrees(b: number, a: number): number {
  return a === 0 && b === 0 ? 0 : (Math.atan2(b, a) * (180 / Math.PI) + 360) % 360;
}

function cosDegrees(degrees: number): number {
  return Math.cos((degrees * Math.PI) / 180);
}

function sinDegrees(degrees: number): number {
  return Math.sin((degrees * Math.PI) / 180);
}
