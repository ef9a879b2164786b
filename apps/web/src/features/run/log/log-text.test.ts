import { describe, expect, it } from 'vitest';
import { appendToLog, emptyLog, findInLog, type LogText, splitLogLine } from './log-text.ts';

/** Reads as `use-run-log.ts` does: until it has the whole of what is stored. */
function readOn(log: LogText, stored: string, partBytes = 1_000): LogText {
  let read = log;
  do {
    const fromByte = read.nextByte > stored.length ? 0 : read.nextByte;
    const nextByte = Math.min(fromByte + partBytes, stored.length);
    const text = stored.slice(fromByte, nextByte);
    read = appendToLog(read, { text, head: stored.slice(0, 8), fromByte, nextByte });
  } while (read.nextByte < stored.length);
  return read;
}
const read = (...texts: string[]) =>
  texts.reduce((log, _, i) => readOn(log, texts.slice(0, i + 1).join('')), emptyLog);

describe('appendToLog', () => {
  it.each([
    { texts: ['a\nb\n'], lines: ['a', 'b'], complete: true },
    { texts: ['a\nb'], lines: ['a', 'b'], complete: false },
    { texts: ['a\nb', 'c\nd\n'], lines: ['a', 'bc', 'd'], complete: true },
    { texts: ['a\n', 'b\n'], lines: ['a', 'b'], complete: true },
    { texts: ['a\n\n', 'b'], lines: ['a', '', 'b'], complete: false },
    { texts: ['a', '\n', 'b\n'], lines: ['a', 'b'], complete: true },
  ])('reads $texts', ({ texts, lines, complete }) =>
    expect(read(...texts)).toEqual({
      lines,
      complete,
      nextByte: texts.join('').length,
      head: texts.join('').slice(0, 8),
    }),
  );

  it('begins anew with a log that has become shorter', () => {
    expect(readOn(read('old\nolder\n'), 'new\n')).toMatchObject({ lines: ['new'], complete: true });
  });

  it.each([1_000, 12])(
    'begins anew with a log that has lost its oldest lines, in parts of %i bytes',
    (partBytes) => {
      const lines = Array.from({ length: 20 }, (_, i) => `line ${100 + i}`);
      const before = readOn(emptyLog, `${lines.slice(0, 10).join('\n')}\n`, partBytes);
      const stored = ['(5 dropped)', ...lines.slice(5)];
      const after = readOn(before, `${stored.join('\n')}\n`, partBytes);
      expect(after.lines).toEqual(stored);
      const later = ['(9 dropped)', ...lines.slice(9), 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
      expect(readOn(after, `${later.join('\n')}\n`, partBytes).lines).toEqual(later);
    },
  );

  it('keeps what it has of a log whose first line was not whole yet', () => {
    const log = read('ep');
    expect(appendToLog(log, { text: 'och\n', head: 'epoch\n', fromByte: 2, nextByte: 6 }).lines).toEqual([
      'epoch',
    ]);
  });

  it('stays the very same when nothing is new', () => {
    const log = read('a\n');
    expect(appendToLog(log, { text: '', head: 'a\n', fromByte: 2, nextByte: 2 })).toBe(log);
  });
});

describe('findInLog', () => {
  it('finds every place whatever the case', () => {
    expect(findInLog(['Epoch 1: epoch', 'nothing', 'EPOCH'], 'epoch')).toEqual([
      { line: 0, from: 0, to: 5 },
      { line: 0, from: 9, to: 14 },
      { line: 2, from: 0, to: 5 },
    ]);
  });

  it('finds nothing for nothing', () => expect(findInLog(['a'], '')).toEqual([]));

  it('takes what was typed for text, not for a pattern', () => {
    expect(findInLog(['a.c', 'abc'], 'a.c')).toHaveLength(1);
  });

  it('stops at ten thousand places', () => {
    expect(
      findInLog(
        Array.from({ length: 20_000 }, () => 'x'),
        'x',
      ),
    ).toHaveLength(10_000);
  });
});

describe('splitLogLine', () => {
  const line = '2026-11-24T10:00:00.000Z  epoch 1: epoch';

  it('sets the time apart', () => {
    expect(splitLogLine(line, [], null).map(({ kind, text }) => [kind, text])).toEqual([
      ['time', '2026-11-24T10:00:00.000Z'],
      ['text', '  epoch 1: epoch'],
    ]);
  });

  it('marks what was found, and the place one is at', () => {
    const matches = findInLog([line], 'epoch');
    expect(splitLogLine(line, matches, matches[1] ?? null).map(({ kind, text }) => [kind, text])).toEqual([
      ['time', '2026-11-24T10:00:00.000Z'],
      ['text', '  '],
      ['match', 'epoch'],
      ['text', ' 1: '],
      ['current', 'epoch'],
    ]);
  });

  it('marks inside the time too, and loses no character', () => {
    const pieces = splitLogLine(line, findInLog([line], '10:00'), null);
    expect(pieces.map(({ kind }) => kind)).toEqual(['time', 'match', 'time', 'text']);
    expect(pieces.map(({ text }) => text).join('')).toBe(line);
  });
});
