'use client';

import { useQueryClient } from '@tanstack/react-query';
import { t } from '../../messages/index.ts';
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx';
import { messageOfError } from '../../ui/ErrorState.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useCachedSweeps } from './use-cached-sweeps.ts';

const UNDO_MS = 10_000;

type NamedSweep = { readonly id: string; readonly name: string };

/** useSweepDeletion returns a function that deletes a sweep with its trials and offers to undo it. It tells whether it is deleted. */
export function useSweepDeletion(): (sweep: NamedSweep) => Promise<boolean> {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const cached = useCachedSweeps();
  const reloadRuns = () => void queryClient.invalidateQueries(trpc.runs.pathFilter());
  const restore = async ({ id, name }: NamedSweep) => {
    try {
      await client.sweeps.restore.mutate({ id });
      showToast({ message: t('sweep.deletion.restored', { name }) });
    } catch (error) {
      showToast({ message: messageOfError(error), tone: 'error' });
    }
    await cached.refresh().catch(() => undefined);
    reloadRuns();
  };
  return async (sweep) => {
    const { id, name } = sweep;
    try {
      await client.sweeps.delete.mutate({ id });
    } catch (error) {
      showToast({ message: messageOfError(error), tone: 'error' });
      return false;
    }
    cached.remove(id);
    reloadRuns();
    showToast({
      message: t('sweep.deletion.done', { name }),
      action: { label: t('action.undo'), run: () => void restore(sweep) },
      durationMs: UNDO_MS,
    });
    return true;
  };
}
