'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx';
import { latenCodeOf, messageOfError } from '../../ui/ErrorState.tsx';
import { showToast } from '../../ui/toast-store.ts';
import type { NoteStore } from '../runs/note/NoteEditor.tsx';
import {
  type AllowedSweepActions,
  allowSweepActions,
  type CancelMode,
  foreseeSweep,
} from './prepare-sweep-actions.ts';
import type { ActionSweep } from './sweep-types.ts';
import { type CachedSweeps, useCachedSweeps } from './use-cached-sweeps.ts';

/** SweepActions are what a person can do with a sweep, the same everywhere. What was asked shows at once; what fails says so in a toast. */
export type SweepActions = NoteStore & {
  readonly allowed: AllowedSweepActions;
  pause(): void;
  resume(): void;
  cancel(mode: CancelMode): void;
  retryFailed(): void;
  /** addTrials tells whether they are added. */
  addTrials(trials: number): Promise<boolean>;
  setPriority(priority: number): Promise<boolean>;
  clone(): void;
  rename(name: string): void;
  copyId(): void;
};

type Tools = {
  readonly client: ReturnType<typeof useTRPCClient>;
  readonly cache: CachedSweeps;
  readonly goTo: (address: string) => void;
  /** Trials come into the lists of runs by themselves only where those show the newest first. */
  readonly reloadRuns: () => void;
};

/** useSweepActions binds the actions to a sweep. */
export function useSweepActions(sweep: ActionSweep): SweepActions {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const cache = useCachedSweeps();
  const router = useRouter();
  return useMemo(() => {
    const goTo = (address: string) => router.push(address);
    const reloadRuns = () => void queryClient.invalidateQueries(trpc.runs.pathFilter());
    return bindActions(sweep, { client, cache, goTo, reloadRuns });
  }, [sweep, client, cache, router, queryClient, trpc]);
}

function bindActions(sweep: ActionSweep, { client, cache, goTo, reloadRuns }: Tools): SweepActions {
  const { id, name } = sweep;
  const change = createChange(id, cache);
  const { sweeps } = client;
  return {
    allowed: allowSweepActions(sweep),
    pause: () =>
      void change({
        shown: foreseeSweep(sweep, { kind: 'pause' }),
        send: () => sweeps.pause.mutate({ id }),
        say: () => t('sweep.action.pause.done', { name }),
      }),
    resume: () =>
      void change({
        shown: foreseeSweep(sweep, { kind: 'resume' }),
        send: () => sweeps.resume.mutate({ id }),
        say: () => t('sweep.action.resume.done', { name }),
      }),
    cancel: (mode) =>
      void change({
        shown: foreseeSweep(sweep, { kind: 'cancel', mode }),
        send: () => sweeps.cancel.mutate({ id, mode }),
        say: () =>
          t(mode === 'now' ? 'sweep.action.cancel.now.done' : 'sweep.action.cancel.after.done', { name }),
      }),
    retryFailed: () =>
      void change({
        shown: foreseeSweep(sweep, { kind: 'retry' }),
        send: () => sweeps.retryFailed.mutate({ id }),
        say: ({ retried }) => inNumber('sweep.action.retry.done', retried.length),
      }),
    addTrials: async (trials) => {
      const isAdded = await change({
        shown: foreseeSweep(sweep, { kind: 'add', trials }),
        send: () => sweeps.addTrials.mutate({ id, trials }),
        say: ({ added }) => inNumber('sweep.action.add.done', added),
      });
      reloadRuns();
      return isAdded;
    },
    setPriority: (priority) =>
      change({
        shown: { priority },
        send: () => sweeps.setPriority.mutate({ id, priority }),
        say: () => t('sweep.action.priority.done', { name, priority }),
      }),
    clone: () => goTo(`/sweeps/new?clone=${id}`),
    rename: (newName) =>
      void change({ shown: { name: newName }, send: () => sweeps.rename.mutate({ id, name: newName }) }),
    ...bindNote(id, { client, cache }),
    copyId: () => copyText(id, t('action.copied.id')),
  };
}

type Change<Answer> = {
  /** What the sweep will look like; shown until the server has answered. */
  readonly shown: Partial<ActionSweep>;
  readonly send: () => Promise<Answer>;
  /** What to say when it is done. (Default: nothing, the page says it.) */
  readonly say?: (answer: Answer) => string;
};

function createChange(id: string, cache: CachedSweeps) {
  return async <Answer>({ shown, send, say }: Change<Answer>): Promise<boolean> => {
    cache.patch(id, shown);
    const outcome = await send().then(
      (answer) => ({ isDone: true, message: say?.(answer) }) as const,
      (error: unknown) => ({ isDone: false, message: messageOfError(error) }) as const,
    );
    await cache.refresh().catch(() => undefined);
    const { isDone, message } = outcome;
    if (message !== undefined) showToast({ message, tone: isDone ? 'done' : 'error' });
    return isDone;
  };
}

function bindNote(id: string, { client, cache }: Pick<Tools, 'client' | 'cache'>): NoteStore {
  return {
    setNote: async (note, expectedNote) => {
      cache.patch(id, { note });
      const failure = await client.sweeps.setNote.mutate({ id, note, expectedNote }).then(
        () => null,
        (error: unknown) => ({ error }),
      );
      await cache.refresh().catch(() => undefined);
      if (!failure) return 'saved';
      if (latenCodeOf(failure.error) === 'EDIT_CONFLICT') return 'conflict';
      showToast({ message: messageOfError(failure.error), tone: 'error' });
      return 'failed';
    },
    readNote: async () => (await client.sweeps.get.query({ id })).note,
  };
}

/** copyText puts a text on the clipboard, or shows it where the browser does not let it. */
export function copyText(text: string, done: string): void {
  navigator.clipboard.writeText(text).then(
    () => showToast({ message: done }),
    () => showToast({ message: t('action.copy.refused', { text }), tone: 'error' }),
  );
}

function inNumber(key: 'sweep.action.retry.done' | 'sweep.action.add.done', count: number): string {
  return count === 1 ? t(`${key}.one`) : t(`${key}.other`, { count: formatCount(count) });
}
