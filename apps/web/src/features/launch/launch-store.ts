import {
  type ConfigOverrides,
  createId,
  type RunConfig,
  type RunProgress,
  type RunStatus,
} from '@laten/shared';
import { createStore } from '../../ui/create-store.ts';

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

/** openLaunch opens the form over the page. */
export function openLaunch(request: LaunchRequest): void {
  const launch: OpenLaunch =
    request.kind === 'new'
      ? { kind: 'new', runId: createId() }
      : { ...request, run: pickSource(request.run), runId: createId() };
  store.set(launch);
  keepLaunch({ launch, draft: null });
}

/** closeLaunch closes the form and forgets what was typed. */
export function closeLaunch(): void {
  sessionStorage.removeItem(STORAGE_KEY);
  store.set(null);
}

/** useOpenLaunch returns the open form, or null. */
export const useOpenLaunch = store.use;

/** KeptLaunch is an open form and what was typed into it, as it outlives a reload of the page. */
export type KeptLaunch = { readonly launch: OpenLaunch; readonly draft: unknown };

/** keepLaunch keeps the form for a reload. */
export function keepLaunch(kept: KeptLaunch): void {
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(kept));
}

/** restoreLaunch opens the form that a reload closed. */
export function restoreLaunch(): void {
  const kept = readKeptLaunch();
  if (kept && store.get() === null) store.set(kept.launch);
}

/** readKeptLaunch returns the form that was kept, or null. */
export function readKeptLaunch(): KeptLaunch | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null') as KeptLaunch | null;
    return typeof kept?.launch?.runId === 'string' ? kept : null;
  } catch {
    return null;
  }
}

/** A whole run would be much to keep. */
function pickSource({ id, name, experiment, status, config, tags, progress }: LaunchSource): LaunchSource {
  return { id, name, experiment, status, config, tags, progress };
}
