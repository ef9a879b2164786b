'use client';

import { ID_PREFIX_PATTERN, limits } from '@laten/shared';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { AmbiguousSweep } from '../../../features/sweeps/AmbiguousSweep.tsx';
import { SweepSkeleton } from '../../../features/sweeps/SweepSkeleton.tsx';
import { t } from '../../../messages/index.ts';
import { useTRPC } from '../../../trpc/client.tsx';
import { latenCodeOf, messageOfError } from '../../../ui/ErrorState.tsx';
import { NotFoundState } from '../../../ui/NotFoundState.tsx';

/** SweepNotFound stands where a sweep is not, and says why: no such sweep, or an address that means several. */
export default function SweepNotFound(): ReactNode {
  const { id = '' } = useParams<{ id: string }>();
  const trpc = useTRPC();
  const couldBeId = ID_PREFIX_PATTERN.test(id) && id.length >= limits.runIdPrefixMinLength;
  const { error, isPending } = useQuery({ ...trpc.sweeps.get.queryOptions({ id }), enabled: couldBeId });
  const ambiguous = latenCodeOf(error) === 'SWEEP_AMBIGUOUS';
  // Which of the two it is, is not known yet.
  if (couldBeId && isPending) return <SweepSkeleton />;
  if (ambiguous) return <AmbiguousSweep prefix={id} />;
  return (
    <NotFoundState
      title={t('sweep.notFound.title')}
      text={error ? messageOfError(error) : t('notFound.why')}
      back={{ href: '/sweeps', label: t('sweep.back') }}
    />
  );
}
