'use client';

import { useCallback, useMemo } from 'react';
import { t } from '../../messages/index.ts';
import { useTRPCClient } from '../../trpc/client.tsx';
import { latenCodeOf, messageOfError } from '../../ui/ErrorState.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { type LaunchSource, openLaunch } from '../launch/launch-store.ts';
import { askDeletion } from './deletion-store.ts';
import type { NoteStore } from './note/NoteEditor.tsx';
import type { ListedRun } from './patch-run-pages.ts';
import { type AllowedActions, allowActions } from './prepare-actions.ts';
import { type CachedRuns, useCachedRuns } from './use-cached-runs.ts';

/** ActionRun is what the actions need of a run; a listed run and a run in full both have it. */
export type ActionRun = LaunchSource & { readonly cancelRequested: boolean; readonly note: string };

/** RunActions are what a person can do with a run, the same everywhere. What fails says so in a toast. */
export type RunActions = NoteStore & {
  readonly allowed: AllowedActions;
  cancel(): void;
  /** resume queues the run to go on from its last checkpoint; it is also the retry of a failed one. */
  resume(): void;
  trainFurther(): void;
  clone(): void;
  /** rename tells whether the name was stored. */
  rename(name: string): Promise<boolean>;
  setTags(tags: readonly string[]): Promise<boolean>;
  /** remove asks first, and offers to undo. */
  remove(onDeleted?: () => void): void;
  copyId(): void;
  copyLink(): void;
};

/** useRunActions binds the actions to a run. */
export function useRunActions(run: ActionRun): RunActions {
  const bind = useRunActionsOf();
  return useMemo(() => bind(run), [bind, run]);
}

/** useRunActionsOf returns what binds the actions to any run, for a list of many. */
export function useRunActionsOf(): (run: ActionRun) => RunActions {
  const client = useTRPCClient();
  const cache = useCachedRuns();
  return useCallback((run) => bindActions(run, { client, cache }), [client, cache]);
}

type Tools = { readonly client: ReturnType<typeof useTRPCClient>; readonly cache: CachedRuns };

function bindActions(run: ActionRun, { client, cache }: Tools): RunActions {
  const { id, name } = run;
  const attempt = async (
    optimistic: Partial<ListedRun>,
    send: () => Promise<unknown>,
  ): Promise<{ error: unknown } | null> => {
    cache.patch(id, optimistic);
    const failure = await send().then(
      () => null,
      (error: unknown) => ({ error }),
    );
    await cache.refresh([id]).catch(() => undefined);
    return failure;
  };
  const change = async (optimistic: Partial<ListedRun>, send: () => Promise<unknown>, done?: string) => {
    const failure = await attempt(optimistic, send);
    if (failure) showToast({ message: messageOfError(failure.error), tone: 'error' });
    else if (done) showToast({ message: done });
    return failure === null;
  };
  return {
    allowed: allowActions(run),
    cancel: () =>
      void change(
        run.status === 'QUEUED' ? { status: 'CANCELED' } : { cancelRequested: true },
        () => client.runs.cancel.mutate({ id }),
        run.status === 'QUEUED' ? t('action.cancel.dequeued', { name }) : t('action.cancel.done', { name }),
      ),
    resume: () =>
      void change(
        { status: 'QUEUED', reason: null },
        () => client.runs.resume.mutate({ id }),
        t('action.queued', { name }),
      ),
    trainFurther: () => openLaunch({ kind: 'further', run }),
    clone: () => openLaunch({ kind: 'clone', run }),
    rename: (newName) =>
      change({ name: newName }, () => client.runs.updateTexts.mutate({ id, name: newName })),
    setTags: (tags) => change({ tags }, () => client.runs.updateTexts.mutate({ id, tags: [...tags] })),
    setNote: async (note, expectedNote) => {
      const failure = await attempt({ note }, () =>
        client.runs.updateTexts.mutate({ id, note, expectedNote }),
      );
      if (!failure) return 'saved';
      if (latenCodeOf(failure.error) === 'EDIT_CONFLICT') return 'conflict';
      showToast({ message: messageOfError(failure.error), tone: 'error' });
      return 'failed';
    },
    readNote: async () => (await client.runs.get.query({ id })).note,
    remove: (onDeleted) => askDeletion({ ids: [id], name, onDeleted }),
    copyId: () => copy(id, t('action.copied.id')),
    copyLink: () => copy(new URL(`/runs/${id}`, window.location.href).href, t('action.copied.link')),
  };
}

function copy(text: string, done: string): void {
  navigator.clipboard.writeText(text).then(
    () => showToast({ message: done }),
    () => showToast({ message: t('action.copy.refused', { text }), tone: 'error' }),
  );
}
