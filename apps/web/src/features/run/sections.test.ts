import { describe, expect, it } from 'vitest';
import { sectionBeingRead } from './sections.ts';

const at = (...topsPx: number[]) =>
  topsPx.map((topPx, i) => ({ id: (['curves', 'config', 'log'] as const)[i] ?? 'log', topPx }));

describe('sectionBeingRead', () => {
  it.each([
    ['the head', at(400, 900, 1500), false, null],
    ['a section that has just been jumped to', at(-900, 88, 700), false, 'config'],
    ['the middle of a long one', at(-900, 500, 1200), false, 'curves'],
    ['a short last one at the end of the page', at(-3000, -200, 600), true, 'log'],
    ['nothing', [], true, null],
  ])('%s', (_, tops, atPageEnd, section) => expect(sectionBeingRead({ tops, atPageEnd })).toBe(section));
});
