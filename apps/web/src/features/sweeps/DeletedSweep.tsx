'use client';

import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { useTRPCClient } from '../../trpc/client.tsx';
import { DeletedState } from '../../ui/DeletedState.tsx';
import type { SweepDetail } from './sweep-types.ts';

/** DeletedSweep stands where a sweep was open that has been deleted elsewhere. */
export function DeletedSweep({
  sweep: { id, name },
  onRestored,
}: {
  sweep: Pick<SweepDetail, 'id' | 'name'>;
  onRestored: () => void;
}): ReactNode {
  const client = useTRPCClient();
  const bringBack = async () => {
    await client.sweeps.restore.mutate({ id });
    onRestored();
    return null;
  };
  return (
    <DeletedState
      title={t('sweep.deleted.title')}
      name={name}
      text={t('sweep.deleted.text')}
      back={{ href: '/sweeps', label: t('sweep.back') }}
      onBringBack={bringBack}
    />
  );
}
