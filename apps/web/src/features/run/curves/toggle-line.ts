/**
 * toggleLine hides a line or shows it again. `alone` hides all others of its chart; when it is alone already, it shows
 * them again.
 */
export function toggleLine(
  hidden: ReadonlySet<string>,
  { lineId, alone, among }: { lineId: string; alone: boolean; among: readonly string[] },
): ReadonlySet<string> {
  const others = among.filter((id) => id !== lineId);
  if (alone) {
    const isAlone = !hidden.has(lineId) && others.every((id) => hidden.has(id));
    const elsewhere = [...hidden].filter((id) => !among.includes(id));
    return new Set(isAlone ? elsewhere : [...elsewhere, ...others]);
  }
  return new Set(hidden.has(lineId) ? [...hidden].filter((id) => id !== lineId) : [...hidden, lineId]);
}
