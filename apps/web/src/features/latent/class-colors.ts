/** Colours of classes and points. Pure. */

/** ColorScheme is the light or the dark page. */
export type ColorScheme = 'light' | 'dark';

/** Rgb is a colour, each part 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Ten colours for each background, found by a search for the largest smallest difference (CIEDE2000) under normal
 * vision, deuteranopia and protanopia; `class-colors.test.ts` holds them to it. They differ in lightness as well as in
 * hue, because lightness is what every eye sees.
 */
export const classPalettes: Readonly<Record<ColorScheme, readonly string[]>> = {
  light: [
    '#2297ec',
    '#4c1e6f',
    '#ba9d04',
    '#04b9a7',
    '#dd6764',
    '#8d3212',
    '#994979',
    '#33bcde',
    '#7f760b',
    '#3365da',
  ],
  dark: [
    '#58b9f5',
    '#b712ae',
    '#c78e06',
    '#a2faac',
    '#b44106',
    '#eda06f',
    '#d26e85',
    '#44ebe4',
    '#f4f04d',
    '#7c7cfe',
  ],
};

/** Beyond the palette: hues a golden angle apart, which names beside the points must tell from the others. */
const GOLDEN_ANGLE = 137.508;

/** classColor returns the colour of a class, `#rrggbb`. */
export function classColor(label: number, scheme: ColorScheme): string {
  return (
    classPalettes[scheme][label] ??
    hexOfHsl((label * GOLDEN_ANGLE) % 360, 0.6, scheme === 'dark' ? 0.68 : 0.42)
  );
}

/** rgbOf reads `#rrggbb`. */
export function rgbOf(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

/** PointStyle is how large points are and how much they cover. */
export type PointStyle = { readonly radiusPx: number; readonly opacity: number };

const RADIUS_PX = { least: 1.5, most: 4.5 } as const;
const OPACITY = { least: 0.45, most: 0.9 } as const;
/** Radius as a share of the distance between points spread evenly over the frame. */
const FILL = 0.32;

/** choosePointStyle makes points small and clear where they are many. `zoom` is how much nearer than the fitted view one looks. */
export function choosePointStyle(input: { count: number; areaPx: number; zoom: number }): PointStyle {
  const spacingPx = Math.sqrt(input.areaPx / Math.max(1, input.count));
  const radiusPx = clamp(spacingPx * FILL * input.zoom ** 0.4, RADIUS_PX);
  return { radiusPx, opacity: clamp((spacingPx * Math.sqrt(input.zoom)) / 10, OPACITY) };
}

/** Share of its opacity that a point keeps while another class is pointed at. */
const FADED = 0.1;

/** colorPoints returns red, green, blue and opacity of the shown points, one after another. */
export function colorPoints(input: {
  labels: Uint8Array;
  shown: Uint32Array;
  scheme: ColorScheme;
  opacity: number;
  /** The class that stands out, if any. */
  highlighted: number | null;
}): Uint8Array {
  const { labels, shown, scheme, opacity, highlighted } = input;
  const palette = new Map<number, Rgb>();
  const colors = new Uint8Array(shown.length * 4);
  shown.forEach((point, i) => {
    const label = labels[point] ?? 0;
    const rgb = palette.get(label) ?? rgbOf(classColor(label, scheme));
    palette.set(label, rgb);
    const faded = highlighted !== null && highlighted !== label;
    colors.set(rgb, i * 4);
    colors[i * 4 + 3] = Math.round(255 * opacity * (faded ? FADED : 1));
  });
  return colors;
}

function clamp(value: number, { least, most }: { least: number; most: number }): number {
  return Math.min(most, Math.max(least, value));
}

function hexOfHsl(hue: number, saturation: number, lightness: number): string {
  const channel = (offset: number) => {
    const k = (offset + hue / 30) % 12;
    const value =
      lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
