/** Editing a note that another window may change meanwhile. Pure: nothing that anybody wrote is ever dropped unasked. */

/** NoteDraft is the state of an open editor. */
export type NoteDraft = {
  /** The stored note that the draft began from. */
  readonly base: string;
  readonly draft: string;
  /** The note that was stored meanwhile, when saving met one; null otherwise. */
  readonly theirs: string | null;
};

/** beginEditing opens an editor on the stored note. */
export function beginEditing(note: string): NoteDraft {
  return { base: note, draft: note, theirs: null };
}

/** hasChanges tells whether there is something to save. */
export function hasChanges({ base, draft }: NoteDraft): boolean {
  return draft !== base;
}

/** meetConflict keeps both texts: the draft, and what is stored now. Equal texts are no conflict: null closes the editor. */
export function meetConflict(note: NoteDraft, theirs: string): NoteDraft | null {
  return note.draft === theirs ? null : { ...note, theirs };
}

/** ConflictAnswer is what a person does about two texts. */
export type ConflictAnswer = 'keep-yours' | 'join';

/** settleConflict goes on editing from the stored text, with the draft alone or with both texts, one below the other. */
export function settleConflict(note: NoteDraft, answer: ConflictAnswer): NoteDraft {
  const { draft, theirs } = note;
  if (theirs === null) return note;
  return { base: theirs, draft: answer === 'join' ? `${theirs}\n\n${draft}` : draft, theirs: null };
}
