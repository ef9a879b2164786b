import { describe, expect, it } from 'vitest';
import { appendToLog, emptyLog, findInLog, splitLogLine } from './log-text.ts';

const read = (...texts: string[]) => {
  let log = emptyLog;
  for (const text of texts)
    log = appendToLog(log, { text, fromByte: log.nextByte, nextByte: log.nextByte + text.length });
  return log;
};

describe('appendToLog', () => {
  it.each([
    { texts: ['a\nb\n'], lines: ['a', 'b'], complete: true },
    { texts: ['a\nb'], lines: ['a', 'b'], complete: false },
    { texts: ['a\nb', 'c\nd\n'], lines: ['a', 'bc', 'd'], complete: true },
    { texts: ['a\n', 'b\n'], lines: ['a', 'b'], complete: true },
    { texts: ['a\n\n', 'b'], lines: ['a', '', 'b'], complete: false },
    { texts: ['a', '\n', 'b\n'], lines: ['a', 'b'], complete: true },
  ])('reads $texts', ({ texts, lines, complete }) =>
    expect(read(...texts)).toEqual({ lines, complete, nextByte: texts.join('').length }),
  );

  it('begins anew with a log that has become shorter', () => {
    expect(appendToLog(read('old\nolder\n'), { text: 'new\n', fromByte: 0, nextByte: 4 })).toEqual({
      lines: ['new'],
      complete: true,
      nextByte: 4,
    });
  });

  it('stays the very same when nothing is new', () => {
    const log = read('a\n');
    expect(appendToLog(log, { text: '', fromByte: 2, nextByte: 2 })).toBe(log);
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
