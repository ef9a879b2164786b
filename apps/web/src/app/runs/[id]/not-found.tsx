'use client';

import { ID_PREFIX_PATTERN, limits } from '@laten/shared';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { RunSkeleton } from '../../../features/run/RunSkeleton.tsx';
import { t } from '../../../messages/index.ts';
import { useTRPC } from '../../../trpc/client.tsx';
import { AmbiguousState } from '../../../ui/AmbiguousState.tsx';
import { latenCodeOf, messageOfError } from '../../../ui/ErrorState.tsx';
import { NotFoundState } from '../../../ui/NotFoundState.tsx';

/** RunNotFound stands where a run is not, and says why: no such run, or an address that means several. */
export default function RunNotFound(): ReactNode {
  const { id = '' } = useParams<{ id: string }>();
  const trpc = useTRPC();
  const couldBeId = ID_PREFIX_PATTERN.test(id) && id.length >= limits.runIdPrefixMinLength;
  const { error, isPending } = useQuery({ ...trpc.runs.get.queryOptions({ id }), enabled: couldBeId });
  const ambiguous = latenCodeOf(error) === 'RUN_AMBIGUOUS';
  const list = useQuery({ ...trpc.runs.list.queryOptions({ search: id }), enabled: ambiguous });
  const found = list.data;
  // Which of the two it is, is not known yet.
  if (couldBeId && (isPending || (ambiguous && list.isPending))) return <RunSkeleton />;
  if (ambiguous && found) {
    return (
      <AmbiguousState
        title={t('run.ambiguous.title', { prefix: id })}
        candidates={found.runs.filter((run) => run.id.startsWith(id.toLowerCase()))}
        more={found.nextCursor !== null}
        hrefOf={(whole) => `/runs/${whole}`}
        back={{ href: '/', label: t('notFound.back') }}
      />
    );
  }
  return (
    <NotFoundState title={t('notFound.title')} text={error ? messageOfError(error) : t('notFound.why')} />
  );
}
