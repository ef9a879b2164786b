import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findDraft, forgetDraft, keepDraft } from './kept-drafts.ts';
import { beginEditing } from './note-draft.ts';

const kept = new Map<string, string>();
const sessionStorage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, text: string) => void kept.set(key, text),
  removeItem: (key: string) => void kept.delete(key),
};
beforeEach(() => vi.stubGlobal('window', { sessionStorage }));
afterEach(() => {
  vi.unstubAllGlobals();
  kept.clear();
});

const edited = { ...beginEditing('as stored'), draft: 'as stored, and more' };

it('finds what was written and not saved, of that run only', () => {
  keepDraft('a', edited);
  expect(findDraft('a')).toEqual(edited);
  expect(findDraft('b')).toBeNull();
});

it('forgets what was saved, discarded, or changed back', () => {
  keepDraft('a', edited);
  forgetDraft('a');
  expect(findDraft('a')).toBeNull();
  keepDraft('a', edited);
  keepDraft('a', beginEditing('as stored'));
  expect(findDraft('a')).toBeNull();
});

it.each(['', 'no JSON', '[]', '{"base":1,"draft":2}'])('takes %j for no draft', (text) => {
  kept.set('laten.note.a', text);
  expect(findDraft('a')).toBeNull();
});

it('does without where the browser keeps nothing', () => {
  vi.stubGlobal('window', {});
  keepDraft('a', edited);
  expect(findDraft('a')).toBeNull();
});
