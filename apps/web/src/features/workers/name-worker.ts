import { t } from '../../messages/index.ts';

/** nameWorker names a place of a worker as people know it: the machine, and which place there. */
export function nameWorker({ host, slot }: { readonly host: string; readonly slot: number }): string {
  return t('workers.place', { host, slot });
}
