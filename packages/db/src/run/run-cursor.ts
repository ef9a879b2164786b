import { isId, LatenError } from '@laten/shared';

/** RunCursor marks the last row of a page: its sort key as Postgres writes it, and its id. */
export type RunCursor = { readonly order: string; readonly key: string | null; readonly id: string };

/** encodeRunCursor makes a cursor that a client can hand back without understanding it. */
export function encodeRunCursor({ order, key, id }: RunCursor): string {
  return Buffer.from(JSON.stringify([order, key, id])).toString('base64url');
}

/** decodeRunCursor reads a cursor of the same order. Throws LatenError (USAGE) for any other text. */
export function decodeRunCursor(text: string, order: string): RunCursor {
  const parts = parse(text);
  if (Array.isArray(parts) && parts.length === 3) {
    const [cursorOrder, key, id] = parts as unknown[];
    const validKey = key === null || typeof key === 'string';
    if (cursorOrder === order && validKey && typeof id === 'string' && isId(id)) return { order, key, id };
  }
  throw new LatenError('USAGE', 'This cursor does not belong to this list: ask for the first page again.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
}
