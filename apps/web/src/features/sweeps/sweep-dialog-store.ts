import { createStore } from '../../ui/create-store.ts';

/** SweepDialog is what the page of a sweep asks before it does it. */
export type SweepDialog = 'add' | 'priority' | 'delete';

const store = createStore<SweepDialog | null>(null);

/** openSweepDialog opens a dialog of the sweep whose page is open; null closes it. */
export const openSweepDialog: (dialog: SweepDialog | null) => void = store.set;

/** useSweepDialog returns the dialog that is open, or null. */
export const useSweepDialog = store.use;
