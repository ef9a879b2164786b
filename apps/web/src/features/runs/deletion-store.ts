import { createStore } from '../../ui/create-store.ts';

/** DeletionRequest names the runs that a person wants to delete, and what to do when they are gone. */
export type DeletionRequest = {
  readonly ids: readonly string[];
  /** What a single one is called; of several it is not said. */
  readonly name: string;
  readonly onDeleted?: () => void;
};

const store = createStore<DeletionRequest | null>(null);

/** askDeletion opens the dialog that says what a deletion takes with it. */
export function askDeletion(request: DeletionRequest): void {
  if (request.ids.length > 0) store.set(request);
}

/** closeDeletion closes the dialog. */
export function closeDeletion(): void {
  store.set(null);
}

/** useDeletionRequest returns the deletion that waits for an answer, or null. */
export const useDeletionRequest = store.use;
