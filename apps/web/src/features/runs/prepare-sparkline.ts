/** sparklinePath draws values in order as a line in a box: the highest at the top, gaps left out. Null below two values. */
export function sparklinePath(
  values: readonly number[],
  { width, height }: { width: number; height: number },
): string | null {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return null;
  const top = Math.max(...finite);
  const span = top - Math.min(...finite);
  const points = finite.map((value, i) => {
    const x = (i / (finite.length - 1)) * width;
    const y = span === 0 ? height / 2 : ((top - value) / span) * height;
    return `${round(x)} ${round(y)}`;
  });
  return `M${points.join('L')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
