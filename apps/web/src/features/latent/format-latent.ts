/** How coordinates and shares are written in the latent plane. */

const coordinate = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** formatCoordinate writes a coordinate of latent space: two decimals, a true minus sign. */
export function formatCoordinate(value: number): string {
  return coordinate.format(value).replace('-', '−');
}

/** formatPercent writes a share of 1: "41 %". */
export function formatPercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** More dimensions than this are not spelled out. */
const MOST_COORDINATES = 8;

/** formatZ writes the coordinates of a z, the first eight of many. */
export function formatZ(z: ArrayLike<number>): string {
  const shown = Array.from({ length: Math.min(z.length, MOST_COORDINATES) }, (_, d) =>
    formatCoordinate(z[d] as number),
  );
  return z.length > MOST_COORDINATES ? `${shown.join(', ')}, …` : shown.join(', ');
}
