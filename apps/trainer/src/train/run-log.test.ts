import { describe, expect, it } from 'vitest';
import { createRunLog, type RunLog } from './run-log.ts';

const now = () => new Date(Date.UTC(2026, 10, 24));
const time = '2026-11-24T00:00:00.000Z  ';
const textOf = (log: RunLog) => new TextDecoder().decode(log.toArtifact().bytes);
/** Ten lines of 30 bytes each fill it. */
const open = (earlier?: string) => createRunLog({ now, earlier, mostBytes: 300 });
const write = (log: RunLog, from: number, to: number) => {
  for (let i = from; i <= to; i += 1) log.write(String(100 + i));
};

describe('createRunLog', () => {
  it('goes on with the log of an earlier attempt', () => {
    const first = open();
    first.write('one');
    const second = open(textOf(first));
    second.write('two');
    expect(textOf(second)).toBe(`${time}one\n${time}two\n`);
  });

  it('loses a quarter when it is full, says how many lines, and only grows until it is full again', () => {
    const log = open();
    write(log, 1, 10);
    expect(textOf(log)).toMatch(/^2026.*101\n/);
    write(log, 11, 11);
    const full = textOf(log);
    expect(full).toMatch(/^\(4 older lines dropped: .*\)\n2026.*105\n/);
    write(log, 12, 14);
    expect(textOf(log).startsWith(full)).toBe(true);
    write(log, 15, 15);
    expect(textOf(log)).toMatch(/^\(8 older lines dropped: .*\)\n2026.*109\n/);
  });

  it('counts the lost lines of all attempts, so that two logs that lost different lines begin differently', () => {
    const first = open();
    write(first, 1, 11);
    const second = open(textOf(first));
    expect(textOf(second)).toBe(textOf(first));
    write(second, 12, 15);
    expect(textOf(second)).toMatch(/^\(8 older lines dropped/);
  });
});
