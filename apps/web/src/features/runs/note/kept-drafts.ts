import { withStorage } from '../../../ui/with-storage.ts';
import { hasChanges, type NoteDraft } from './note-draft.ts';

/**
 * What was written of a note and not saved, kept by the tab: a page that is left, loaded again, or gone because its run was
 * deleted elsewhere loses no text.
 */

/** keepDraft keeps an unsaved note of a run; one without changes is forgotten. */
export function keepDraft(runId: string, note: NoteDraft): void {
  const { base, draft } = note;
  if (hasChanges(note))
    withStorage(
      (storage) => storage.setItem(keyOf(runId), JSON.stringify({ base, draft })),
      'sessionStorage',
    );
  else forgetDraft(runId);
}

/** forgetDraft drops what was kept: it was saved, or is not wanted. */
export function forgetDraft(runId: string): void {
  withStorage((storage) => storage.removeItem(keyOf(runId)), 'sessionStorage');
}

/** findDraft returns what was kept of a run's note, or null. */
export function findDraft(runId: string): NoteDraft | null {
  return withStorage((storage) => parseDraft(storage.getItem(keyOf(runId))), 'sessionStorage');
}

function keyOf(runId: string): string {
  return `laten.note.${runId}`;
}

function parseDraft(text: string | null): NoteDraft | null {
  if (text === null) return null;
  const { base, draft } = JSON.parse(text) as Partial<NoteDraft>;
  return typeof base === 'string' && typeof draft === 'string' ? { base, draft, theirs: null } : null;
}
