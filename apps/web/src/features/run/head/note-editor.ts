/** Editing a note that another window may change meanwhile. Pure: nothing that anybody wrote is ever dropped unasked. */

/** NoteEditor is an open editor. */
export type NoteEditor = {
  /** The stored note that the draft began from. */
  readonly base: string;
  readonly draft: string;
  /** The note that was stored meanwhile, when saving met one; null otherwise. */
  readonly theirs: string | null;
};

/** beginEditing opens an editor on the stored note. */
export function beginEditing(note: string): NoteEditor {
  return { base: note, draft: note, theirs: null };
}

/** hasChanges tells whether there is something to save. */
export function hasChanges({ base, draft }: NoteEditor): boolean {
  return draft !== base;
}

/** meetConflict keeps both texts: the draft, and what is stored now. Equal texts are no conflict: null closes the editor. */
export function meetConflict(editor: NoteEditor, theirs: string): NoteEditor | null {
  return editor.draft === theirs ? null : { ...editor, theirs };
}

/** ConflictAnswer is what a person does about two texts. */
export type ConflictAnswer = 'keep-yours' | 'join';

/** settleConflict goes on editing from the stored text, with the draft alone or with both texts, one below the other. */
export function settleConflict(editor: NoteEditor, answer: ConflictAnswer): NoteEditor {
  const { draft, theirs } = editor;
  if (theirs === null) return editor;
  return { base: theirs, draft: answer === 'join' ? `${theirs}\n\n${draft}` : draft, theirs: null };
}
