import { expect, it } from 'vitest';
import { beginEditing, hasChanges, meetConflict, settleConflict } from './note-draft.ts';

const edited = { ...beginEditing('first'), draft: 'mine' };

it('has something to save only when the text differs', () => {
  expect([hasChanges(beginEditing('first')), hasChanges(edited)]).toEqual([false, true]);
});

it('keeps both texts when another was stored meanwhile', () => {
  expect(meetConflict(edited, 'theirs')).toEqual({ base: 'first', draft: 'mine', theirs: 'theirs' });
});

it('has nothing to settle when both wrote the same', () => expect(meetConflict(edited, 'mine')).toBeNull());

it.each([
  ['keep-yours', 'mine'],
  ['join', 'theirs\n\nmine'],
] as const)('%s goes on from what is stored now', (answer, draft) => {
  expect(settleConflict({ ...edited, theirs: 'theirs' }, answer)).toEqual({
    base: 'theirs',
    draft,
    theirs: null,
  });
});

it('changes nothing where nothing is in conflict', () => {
  expect(settleConflict(edited, 'join')).toBe(edited);
});
