import { describe, expect, it } from 'vitest';
import { parseRunSearch } from './parse-run-search.ts';

describe('parseRunSearch', () => {
  it.each([
    ['', { text: '', tags: [] }],
    ['  wider  ', { text: 'wider', tags: [] }],
    ['beta 4,  second', { text: 'beta 4, second', tags: [] }],
    ['tag:homework', { text: '', tags: ['homework'] }],
    ['TAG:Homework wider', { text: 'wider', tags: ['Homework'] }],
    ['a tag:x b tag:y c', { text: 'a b c', tags: ['x', 'y'] }],
    ['tag:"two words" 1m8', { text: '1m8', tags: ['two words'] }],
    ['tag:', { text: 'tag:', tags: [] }],
    ['tag:""', { text: '', tags: [] }],
    ['stag:x', { text: 'stag:x', tags: [] }],
  ])('%j', (search, expected) => expect(parseRunSearch(search)).toEqual(expected));
});
