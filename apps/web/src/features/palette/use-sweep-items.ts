'use client';

import { ID_PREFIX_PATTERN, runStatuses, type TrialCounts } from '@laten/shared';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';
import { useDeferredValue } from 'react';
import { t } from '../../messages/index.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { openSweepDialog } from '../sweeps/sweep-dialog-store.ts';
import type { ActionSweep } from '../sweeps/sweep-types.ts';
import { type SweepActions, useSweepActions } from '../sweeps/use-sweep-actions.ts';
import { matchItems, type PaletteItem } from './prepare-palette.ts';

/** What the palette offers of sweeps. */

const MOST_SWEEPS = 5;
/** The address of the form, where no sweep is open. */
const NEW_SWEEP = 'new';

/** useSweepOfPage returns the sweep whose page is open, or null. */
export function useSweepOfPage(): ActionSweep | null {
  const id = /^\/sweeps\/([^/]+)/.exec(usePathname())?.[1] ?? '';
  const trpc = useTRPC();
  const isId = ID_PREFIX_PATTERN.test(id) && id !== NEW_SWEEP;
  const { data } = useQuery({ ...trpc.sweeps.get.queryOptions({ id }), enabled: isId });
  return data ?? null;
}

/** useSweepItems lists the sweeps that the server finds for what was typed; none for nothing. */
export function useSweepItems(typed: string): PaletteItem[] {
  const trpc = useTRPC();
  const router = useRouter();
  const search = useDeferredValue(typed.trim());
  const { data, isPlaceholderData } = useQuery({
    ...trpc.sweeps.list.queryOptions({ limit: MOST_SWEEPS, search }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  });
  if (!search) return [];
  const items = (data?.sweeps ?? []).map(({ id, name, status, experiment }) => ({
    id,
    label: name,
    detail: [t(`sweepStatus.${status}`), experiment].join(' · '),
    run: () => router.push(`/sweeps/${id}`),
  }));
  return isPlaceholderData || search !== typed.trim() ? matchItems(items, typed) : items;
}

/** useThisSweep lists what can be done with the sweep whose page is open. */
export function useThisSweep(sweep: ActionSweep | null): PaletteItem[] {
  const actions = useSweepActions(sweep ?? noSweep);
  return sweep ? sweepItems(sweep, actions) : [];
}

/** Hooks are called with or without a sweep; what this one is bound to is never shown. */
const noSweep: ActionSweep = {
  id: '',
  name: '',
  note: '',
  status: 'FINISHED',
  reason: null,
  reasonCode: null,
  priority: 0,
  counts: Object.fromEntries(runStatuses.map((status) => [status, 0])) as TrialCounts,
};

function sweepItems({ name: detail, priority }: ActionSweep, actions: SweepActions): PaletteItem[] {
  const { allowed } = actions;
  const items = [
    allowed.pause && { id: 'pause', label: t('sweep.action.pause'), run: actions.pause },
    allowed.resume && { id: 'resumeSweep', label: t('sweep.action.resume'), run: actions.resume },
    allowed.cancel && {
      id: 'cancelNow',
      label: t('palette.cancelSweep.now'),
      run: () => actions.cancel('now'),
    },
    allowed.cancel && {
      id: 'cancelAfter',
      label: t('palette.cancelSweep.after'),
      run: () => actions.cancel('after-running'),
    },
    allowed.retryFailed > 0 && {
      id: 'retryFailed',
      label: t('sweep.action.retry', { count: allowed.retryFailed }),
      run: actions.retryFailed,
    },
    { id: 'addTrials', label: t('sweep.action.add'), run: () => openSweepDialog('add') },
    allowed.setPriority && {
      id: 'priority',
      label: t('palette.sweepPriority', { priority }),
      run: () => openSweepDialog('priority'),
    },
    { id: 'cloneSweep', label: t('sweep.action.clone'), run: actions.clone },
    { id: 'copySweepId', label: t('action.copyId'), run: actions.copyId },
    { id: 'deleteSweep', label: t('palette.deleteSweep'), run: () => openSweepDialog('delete') },
  ];
  return items.flatMap((item) => (item ? [{ ...item, detail }] : []));
}
