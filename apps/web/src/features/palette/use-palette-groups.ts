'use client';

import { ID_PREFIX_PATTERN } from '@laten/shared';
import { useMantineColorScheme } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';
import { useDeferredValue } from 'react';
import { t } from '../../messages/index.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { useExperiments } from '../experiments/use-experiments.ts';
import { openLaunch } from '../launch/launch-store.ts';
import { writeRunsView } from '../runs/runs-address.ts';
import { type ActionRun, type RunActions, useRunActions } from '../runs/use-run-actions.ts';
import type { ActionSweep } from '../sweeps/sweep-types.ts';
import { keepGroups, matchItems, type PaletteGroup, type PaletteItem } from './prepare-palette.ts';
import { useSweepItems, useThisSweep } from './use-sweep-items.ts';

const MOST_RUNS = 8;
const schemes = ['light', 'dark', 'auto'] as const;

/** PaletteFindings are what matches, and how the search for runs goes. */
export type PaletteFindings = {
  readonly groups: readonly PaletteGroup[];
  readonly isSearching: boolean;
  readonly error: unknown;
};

/** usePaletteGroups finds what the palette offers for what was typed. Runs are searched by the server. */
export function usePaletteGroups(
  typed: string,
  { run, sweep, onShowKeys }: { run: ActionRun | null; sweep: ActionSweep | null; onShowKeys: () => void },
): PaletteFindings {
  const runs = useRunSearch(typed);
  const sweeps = useSweepItems(typed);
  const thisRun = useThisRun(run);
  const thisSweep = useThisSweep(sweep);
  const actions = useGeneralActions(onShowKeys);
  const experiments = useExperimentItems();
  return {
    groups: keepGroups([
      { heading: t('palette.thisRun'), items: matchItems(thisRun, typed) },
      { heading: t('palette.thisSweep'), items: matchItems(thisSweep, typed) },
      { heading: t('palette.runs'), items: runs.items },
      { heading: t('palette.sweeps'), items: sweeps },
      { heading: t('palette.actions'), items: matchItems(actions, typed) },
      { heading: t('palette.experiments'), items: typed.trim() ? matchItems(experiments, typed) : [] },
    ]),
    isSearching: runs.isSearching,
    error: runs.error,
  };
}

/** useRunOfPage returns the run whose page is open, or null. */
export function useRunOfPage(): ActionRun | null {
  const id = /^\/runs\/([^/]+)/.exec(usePathname())?.[1] ?? '';
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.runs.get.queryOptions({ id }), enabled: ID_PREFIX_PATTERN.test(id) });
  return data ?? null;
}

function useRunSearch(typed: string): {
  items: PaletteItem[];
  isSearching: boolean;
  error: unknown;
} {
  const trpc = useTRPC();
  const router = useRouter();
  const search = useDeferredValue(typed.trim());
  const { data, isFetching, isPlaceholderData, error } = useQuery({
    ...trpc.runs.list.queryOptions({ limit: MOST_RUNS, ...(search ? { search } : {}) }),
    placeholderData: keepPreviousData,
  });
  const items = (data?.runs ?? []).map((run) => ({
    id: run.id,
    label: run.name,
    detail: [t(`status.${run.status}`), run.experiment, ...run.tags].join(' · '),
    run: () => router.push(`/runs/${run.id}`),
  }));
  // What was found for fewer letters is not what Enter should open.
  const isOld = isPlaceholderData || search !== typed.trim();
  return { items: isOld ? matchItems(items, typed) : items, isSearching: isFetching, error };
}

function useThisRun(run: ActionRun | null): PaletteItem[] {
  const actions = useRunActions(run ?? noRun);
  const router = useRouter();
  if (!run) return [];
  return runItems(run, {
    actions,
    onDeleted: () => router.push('/'),
    onSweepAround: () => router.push(`/sweeps/new?around=${run.id}`),
  });
}

/** Hooks are called with or without a run; what this one is bound to is never shown. */
const noRun = { id: '', status: 'FINISHED', cancelRequested: false } as ActionRun;

function runItems(
  { name: detail }: ActionRun,
  {
    actions,
    onDeleted,
    onSweepAround,
  }: { actions: RunActions; onDeleted: () => void; onSweepAround: () => void },
): PaletteItem[] {
  const { allowed } = actions;
  const items = [
    allowed.cancel && { id: 'cancel', label: t('action.cancel'), run: actions.cancel },
    allowed.resume && { id: 'resume', label: t(`action.${allowed.resume}`), run: actions.resume },
    allowed.trainFurther && { id: 'further', label: t('action.further'), run: actions.trainFurther },
    { id: 'clone', label: t('action.clone'), run: actions.clone },
    { id: 'around', label: t('sweep.action.around'), run: onSweepAround },
    { id: 'copyId', label: t('action.copyId'), run: actions.copyId },
    { id: 'copyLink', label: t('action.copyLink'), run: actions.copyLink },
    { id: 'delete', label: t('action.delete'), run: () => actions.remove(onDeleted) },
  ];
  return items.flatMap((item) => (item ? [{ ...item, detail }] : []));
}

function useGeneralActions(onShowKeys: () => void): PaletteItem[] {
  const router = useRouter();
  const { setColorScheme } = useMantineColorScheme();
  return [
    { id: 'new', label: t('palette.newRun'), words: 'start train', run: () => openLaunch({ kind: 'new' }) },
    {
      id: 'newSweep',
      label: t('palette.newSweep'),
      words: 'start search grid random many',
      run: () => router.push('/sweeps/new'),
    },
    { id: 'runs', label: t('palette.allRuns'), words: 'home list', run: () => router.push('/') },
    { id: 'sweeps', label: t('palette.allSweeps'), words: 'list', run: () => router.push('/sweeps') },
    ...schemes.map((scheme) => ({
      id: scheme,
      label: t(`palette.colors.${scheme}`),
      words: 'theme color',
      run: () => setColorScheme(scheme),
    })),
    { id: 'keys', label: t('palette.keys'), words: 'shortcuts help', run: onShowKeys },
  ];
}

function useExperimentItems(): PaletteItem[] {
  const router = useRouter();
  const experiments = useExperiments() ?? [];
  const to = (experiment: string | null) =>
    writeRunsView({ experiment, sweep: null, search: '', sort: 'createdAt', direction: 'desc' });
  return [
    { id: 'all', label: t('experiment.all'), run: () => router.push(to(null)) },
    ...experiments.map(({ id, name }) => ({
      id,
      label: t('palette.experiment', { experiment: name }),
      run: () => router.push(to(name)),
    })),
  ];
}
