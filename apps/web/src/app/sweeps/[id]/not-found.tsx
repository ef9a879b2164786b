'use client';

import { ID_PREFIX_PATTERN, limits } from '@laten/shared';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { SweepSkeleton } from '../../../features/sweeps/SweepSkeleton.tsx';
import { t } from '../../../messages/index.ts';
import { useTRPC } from '../../../trpc/client.tsx';
import { AmbiguousState } from '../../../ui/AmbiguousState.tsx';
import { latenCodeOf, messageOfError } from '../../../ui/ErrorState.tsx';
import { NotFoundState } from '../../../ui/NotFoundState.tsx';

/** SweepNotFound stands where a sweep is not, and says why: no such sweep, or an address that means several. */
export default function SweepNotFound(): ReactNode {
  const { id = '' } = useParams<{ id: string }>();
  const trpc = useTRPC();
  const couldBeId = ID_PREFIX_PATTERN.test(id) && id.length >= limits.runIdPrefixMinLength;
  const { error, isPending } = useQuery({ ...trpc.sweeps.get.queryOptions({ id }), enabled: couldBeId });
  const ambiguous = latenCodeOf(error) === 'SWEEP_AMBIGUOUS';
  const list = useQuery({ ...trpc.sweeps.list.queryOptions({ search: id }), enabled: ambiguous });
  const found = list.data;
  const back = { href: '/sweeps', label: t('sweep.back') };
  // Which of the two it is, is not known yet.
  if (couldBeId && (isPending || (ambiguous && list.isPending))) return <SweepSkeleton />;
  if (ambiguous && found) {
    return (
      <AmbiguousState
        title={t('sweep.ambiguous.title', { prefix: id })}
        candidates={found.sweeps.filter((sweep) => sweep.id.startsWith(id.toLowerCase()))}
        more={found.nextCursor !== null}
        hrefOf={(whole) => `/sweeps/${whole}`}
        back={back}
      />
    );
  }
  return (
    <NotFoundState
      title={t('sweep.notFound.title')}
      text={error ? messageOfError(error) : t('notFound.why')}
      back={back}
    />
  );
}
