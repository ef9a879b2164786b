'use client';

import { t } from '../../messages/index.ts';
import { useTRPCClient } from '../../trpc/client.tsx';
import { messageOfError } from '../../ui/ErrorState.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useCachedRuns } from './use-cached-runs.ts';

const UNDO_MS = 10_000;

/** useDeletion returns a function that deletes runs and offers to undo it. It tells whether the server has answered. */
export function useDeletion(): (ids: readonly string[]) => Promise<boolean> {
  const client = useTRPCClient();
  const cached = useCachedRuns();
  const restore = async (ids: readonly string[]) => {
    try {
      const { restored } = await client.runs.restoreMany.mutate({ ids: [...ids] });
      cached.reload();
      if (restored.length === 0) showToast({ message: t('deletion.tooLate'), tone: 'error' });
      else showToast({ message: inNumber('deletion.restored', restored.length) });
    } catch (error) {
      showToast({ message: messageOfError(error), tone: 'error' });
    }
  };
  return async (ids) => {
    try {
      const { deleted, refused } = await client.runs.deleteMany.mutate({ ids: [...ids] });
      cached.remove(deleted);
      const [first] = refused;
      if (first)
        showToast({
          message: t('deletion.refused', { count: refused.length, reason: first.reason }),
          tone: 'error',
        });
      if (deleted.length > 0)
        showToast({
          message: inNumber('deletion.done', deleted.length),
          action: { label: t('action.undo'), run: () => void restore(deleted) },
          durationMs: UNDO_MS,
        });
      return true;
    } catch (error) {
      showToast({ message: messageOfError(error), tone: 'error' });
      return false;
    }
  };
}

function inNumber(key: 'deletion.done' | 'deletion.restored', count: number): string {
  return count === 1 ? t(`${key}.one`) : t(`${key}.other`, { count });
}
