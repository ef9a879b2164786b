/** The text of a log as lines, and the search through it. Pure. */

/** LogText is what has been read of a log. */
export type LogText = {
  /** Complete lines; the last one may still grow. */
  readonly lines: readonly string[];
  /** Whether the last line has its line break. */
  readonly complete: boolean;
  /** Where the next part begins. */
  readonly nextByte: number;
  /** How the log begins, as far as it is known. */
  readonly head: string;
};

/** LogPart is a part of a log as it was read. */
export type LogPart = {
  readonly text: string;
  readonly head: string;
  readonly fromByte: number;
  readonly nextByte: number;
};

/** emptyLog is a log of which nothing has been read. */
export const emptyLog: LogText = { lines: [], complete: true, nextByte: 0, head: '' };

/**
 * appendToLog adds a part. A log that begins otherwise than the one that was read, or is shorter, is another one: it
 * replaces the old, and is read from its start.
 */
export function appendToLog(log: LogText, { text, head, fromByte, nextByte }: LogPart): LogText {
  const known = head.startsWith(log.head) && fromByte === log.nextByte ? log : emptyLog;
  if (text === '' || fromByte !== known.nextByte) return known;
  const added = text.split('\n');
  const complete = added.at(-1) === '';
  if (complete) added.pop();
  if (known.complete) return { lines: [...known.lines, ...added], complete, nextByte, head };
  const [rest = '', ...others] = added;
  const joined = `${known.lines.at(-1) ?? ''}${rest}`;
  return { lines: [...known.lines.slice(0, -1), joined, ...others], complete, nextByte, head };
}

/** LogMatch is a place in a log where the searched text stands. */
export type LogMatch = { readonly line: number; readonly from: number; readonly to: number };

/** MOST_LOG_MATCHES is how many places a search looks for. */
export const MOST_LOG_MATCHES = 10_000;

/** findInLog returns where a text stands, whatever the case, the first MOST_LOG_MATCHES places. */
export function findInLog(lines: readonly string[], text: string): LogMatch[] {
  const wanted = text.toLowerCase();
  const matches: LogMatch[] = [];
  if (wanted === '') return matches;
  for (const [line, content] of lines.entries()) {
    const haystack = content.toLowerCase();
    for (
      let from = haystack.indexOf(wanted);
      from >= 0;
      from = haystack.indexOf(wanted, from + wanted.length)
    ) {
      matches.push({ line, from, to: from + wanted.length });
      if (matches.length === MOST_LOG_MATCHES) return matches;
    }
  }
  return matches;
}

/** LogPiece is a stretch of a line: the time at its beginning, found text, or other text. */
export type LogPiece = {
  readonly text: string;
  readonly from: number;
  readonly kind: 'time' | 'match' | 'current' | 'text';
};

const TIME_PATTERN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/;

/** splitLogLine cuts a line at its time and at what was found in it. `matches` are those of the line, in order. */
export function splitLogLine(
  content: string,
  matches: readonly LogMatch[],
  current: LogMatch | null,
): LogPiece[] {
  const timeEnd = TIME_PATTERN.exec(content)?.[0].length ?? 0;
  const pieces: LogPiece[] = [];
  let at = 0;
  const addPlain = (to: number) => {
    const timeTo = Math.min(to, timeEnd);
    if (at < timeTo) pieces.push({ text: content.slice(at, timeTo), from: at, kind: 'time' });
    const textFrom = Math.max(at, timeTo);
    if (textFrom < to) pieces.push({ text: content.slice(textFrom, to), from: textFrom, kind: 'text' });
  };
  for (const match of matches) {
    addPlain(match.from);
    const kind = match === current ? 'current' : 'match';
    pieces.push({ text: content.slice(match.from, match.to), from: match.from, kind });
    at = match.to;
  }
  addPlain(content.length);
  return pieces;
}
