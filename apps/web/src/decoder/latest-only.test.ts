import { describe, expect, it } from 'vitest';
import { latestOnly } from './latest-only.ts';

/** An operation whose calls end when the test says so. */
function manual() {
  const calls: { input: string; end(output: string): void; fail(error: Error): void }[] = [];
  const run = (input: string) =>
    new Promise<string>((resolve, reject) => {
      calls.push({ input, end: resolve, fail: reject });
    });
  return { calls, ask: latestOnly(run) };
}

describe('latestOnly', () => {
  it('runs one at a time, and then only the newest of those that waited', async () => {
    const { calls, ask } = manual();
    const answers = [ask('a'), ask('b'), ask('c')];
    expect(calls.map(({ input }) => input)).toEqual(['a']);
    await expect(answers[1]).resolves.toBeNull();
    calls[0]?.end('A');
    await expect(answers[0]).resolves.toBe('A');
    await expect.poll(() => calls.map(({ input }) => input)).toEqual(['a', 'c']);
    calls[1]?.end('C');
    await expect(answers[2]).resolves.toBe('C');
  });

  it('goes on after a failure', async () => {
    const { calls, ask } = manual();
    const [first, second] = [ask('a'), ask('b')];
    calls[0]?.fail(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    await expect.poll(() => calls.length).toBe(2);
    calls[1]?.end('B');
    await expect(second).resolves.toBe('B');
  });
});
