import { createStore } from './create-store.ts';

/** Toast is a sentence that goes away by itself, with at most one thing to do about it. */
export type Toast = {
  readonly id: number;
  readonly message: string;
  readonly tone: 'done' | 'error';
  readonly action: ToastAction | null;
  readonly durationMs: number;
};

/** ToastAction is what a toast offers to do. */
export type ToastAction = { readonly label: string; readonly run: () => void };

const DONE_MS = 5_000;
const ERROR_MS = 12_000;
const MOST_SHOWN = 4;

const store = createStore<readonly Toast[]>([]);
let lastId = 0;

/** showToast says something at the edge of the page. An error stays longer than a success. */
export function showToast(toast: {
  message: string;
  tone?: Toast['tone'];
  action?: ToastAction;
  durationMs?: number;
}): void {
  const { message, tone = 'done', action = null } = toast;
  const durationMs = toast.durationMs ?? (tone === 'error' ? ERROR_MS : DONE_MS);
  lastId += 1;
  store.set([...store.get(), { id: lastId, message, tone, action, durationMs }].slice(-MOST_SHOWN));
}

/** dismissToast takes a toast away. */
export function dismissToast(id: number): void {
  store.set(store.get().filter((toast) => toast.id !== id));
}

/** useToasts returns the toasts to show, the newest last. */
export const useToasts = store.use;
