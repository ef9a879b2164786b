import {
  type ConfigOverrides,
  createId,
  type RunConfig,
  type RunProgress,
  type RunStatus,
} from '@laten/shared';
import { createStore } from '../../ui/create-store.ts';
import { withStorage } from '../../ui/with-storage.ts';

/** LaunchSource is what the form needs of the run that it starts from; a listed run and a run in full both have it. */
export type LaunchSource = {
  readonly id: string;
  readonly name: string;
  readonly experiment: string;
  readonly status: RunStatus;
  readonly config: RunConfig;
  readonly tags: readonly string[];
  readonly progress: RunProgress;
};

/** LaunchRequest says which form to open: a new run, a run like another, or more epochs for one that has ended. */
export type LaunchRequest =
  | { readonly kind: 'new' }
  | {
      readonly kind: 'clone';
      readonly run: LaunchSource;
      /** Settings to begin with instead of the run's own. */
      readonly overrides?: ConfigOverrides;
    }
  | { readonly kind: 'further'; readonly run: LaunchSource };

/** OpenLaunch is an open form. Its run has an id from the start: however often it is sent, it makes one run. */
export type OpenLaunch = LaunchRequest & { readonly runId: string };

const STORAGE_KEY = 'laten.launch';

const store = createStore<OpenLaunch | null>(null);
const waiting = createStore<OpenLaunch | null>(null);
let isDirty = false;

/** openLaunch opens the form over the page. Over one with something typed, the new one waits until that may be discarded. */
export function openLaunch(request: LaunchRequest): void {
  const launch: OpenLaunch =
    request.kind === 'new'
      ? { kind: 'new', runId: createId() }
      : { ...request, run: pickSource(request.run), runId: createId() };
  if (store.get() !== null && isDirty) waiting.set(launch);
  else show(launch);
}

/** closeLaunch closes the form and forgets what was typed. The form that waits is opened. */
export function closeLaunch(): void {
  show(waiting.get());
}

/** keepEditing goes on with the open form instead of the one that waits. */
export function keepEditing(): void {
  waiting.set(null);
}

/** markLaunchDirty notes whether something was typed into the open form. */
export function markLaunchDirty(dirty: boolean): void {
  isDirty = dirty;
}

/** useOpenLaunch returns the open form, or null. */
export const useOpenLaunch = store.use;

/** useWaitingLaunch returns the form that waits for the open one, or null. */
export const useWaitingLaunch = waiting.use;

function show(launch: OpenLaunch | null): void {
  isDirty = false;
  waiting.set(null);
  store.set(launch);
  if (launch) keepLaunch({ launch, draft: null });
  else withStorage((storage) => storage.removeItem(STORAGE_KEY), 'sessionStorage');
}

/** KeptLaunch is an open form and what was typed into it, null for nothing, as it outlives a reload of the page. */
export type KeptLaunch = { readonly launch: OpenLaunch; readonly draft: unknown };

/** keepLaunch keeps the form for a reload. */
export function keepLaunch(kept: KeptLaunch): void {
  withStorage((storage) => storage.setItem(STORAGE_KEY, JSON.stringify(kept)), 'sessionStorage');
}

/** restoreLaunch opens the form that a reload closed, if something was typed into it. */
export function restoreLaunch(): void {
  const kept = readKeptLaunch();
  if (kept && kept.draft !== null && store.get() === null) store.set(kept.launch);
}

/** readKeptLaunch returns the form that was kept, or null. */
export function readKeptLaunch(): KeptLaunch | null {
  const text = withStorage((storage) => storage.getItem(STORAGE_KEY), 'sessionStorage');
  try {
    const kept = JSON.parse(text ?? 'null') as KeptLaunch | null;
    return typeof kept?.launch?.runId === 'string' ? kept : null;
  } catch {
    return null;
  }
}

/** A whole run would be much to keep. */
function pickSource({ id, name, experiment, status, config, tags, progress }: LaunchSource): LaunchSource {
  return { id, name, experiment, status, config, tags, progress };
}
