/**
 * keepEqual returns `after`, with each part of it that equals that of `before` being the very same as before; when all is
 * equal, `before` itself. What rests on a part is then not worked out again because another part has changed. For plain
 * values, lists, objects and Dates.
 */
export function keepEqual<Value>(before: unknown, after: Value): Value {
  return keep(before, after) as Value;
}

function keep(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (before instanceof Date && after instanceof Date) {
    return before.getTime() === after.getTime() ? before : after;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const kept = after.map((item, i) => keep(before[i], item));
    return isSame(before, kept) ? before : kept;
  }
  if (!isPlain(before) || !isPlain(after)) return after;
  const kept = Object.fromEntries(Object.entries(after).map(([key, item]) => [key, keep(before[key], item)]));
  const isEqual =
    isSame(Object.keys(before), Object.keys(kept)) && isSame(Object.values(before), Object.values(kept));
  return isEqual ? before : kept;
}

function isSame(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((item, i) => Object.is(item, after[i]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
