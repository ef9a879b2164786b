'use client';

import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { useTRPCClient } from '../../trpc/client.tsx';
import { DeletedState } from '../../ui/DeletedState.tsx';
import type { RunDetail } from './prepare-run.ts';

/** DeletedRun stands where a run was open that has been deleted elsewhere. */
export function DeletedRun({
  run: { id, name },
  onRestored,
}: {
  run: Pick<RunDetail, 'id' | 'name'>;
  onRestored: () => void;
}): ReactNode {
  const client = useTRPCClient();
  const bringBack = async () => {
    const { restored } = await client.runs.restoreMany.mutate({ ids: [id] });
    if (!restored.includes(id)) return t('run.deleted.gone');
    onRestored();
    return null;
  };
  return (
    <DeletedState
      title={t('run.deleted.title')}
      name={name}
      text={t('run.deleted.text')}
      back={{ href: '/', label: t('notFound.back') }}
      onBringBack={bringBack}
    />
  );
}
