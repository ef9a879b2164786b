import { TRPCError } from '@trpc/server';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import type { SweepOrigin } from '../../../features/sweep-launch/begin-sweep-draft.ts';
import { SweepLaunchPage } from '../../../features/sweep-launch/SweepLaunchPage.tsx';
import { t } from '../../../messages/index.ts';
import { createRequestContext } from '../../../server/context.ts';
import { isServerFault } from '../../../server/error-map.ts';
import { createCaller } from '../../../server/root.ts';
import { NotFoundState } from '../../../ui/NotFoundState.tsx';

type Parameters = { readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export const metadata: Metadata = { title: t('sweepLaunch.tab') };

/** The form of a new sweep: of a preset, around a run (`?around=`), or like another sweep (`?clone=`). */
export default async function Page({ searchParams }: Parameters): Promise<ReactNode> {
  const { around, clone } = await searchParams;
  const caller = createCaller(createRequestContext());
  if (typeof around === 'string') {
    const run = await findOrNull(() => caller.runs.get({ id: around }));
    if (!run) return <NotFound what="run" id={around} />;
    const { id, name, experiment, config } = run;
    return <SweepLaunchPage key={id} origin={{ kind: 'around', run: { id, name, experiment, config } }} />;
  }
  if (typeof clone === 'string') {
    const sweep = await findOrNull(() => caller.sweeps.get({ id: clone }));
    if (!sweep) return <NotFound what="sweep" id={clone} />;
    const { id, name, experiment, note, priority, spec } = sweep;
    const origin: SweepOrigin = { kind: 'clone', sweep: { id, name, experiment, note, priority, spec } };
    return <SweepLaunchPage key={id} origin={origin} />;
  }
  return <SweepLaunchPage origin={{ kind: 'new' }} />;
}

/** Null for what nobody can find; that the database is away is another matter, which the page of errors tells. */
async function findOrNull<Found>(find: () => Promise<Found>): Promise<Found | null> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof TRPCError && isServerFault(error)) throw error;
    return null;
  }
}

function NotFound({ what, id }: { what: 'run' | 'sweep'; id: string }): ReactNode {
  return (
    <NotFoundState
      title={t(`sweepLaunch.notFound.${what}`)}
      text={t(`sweepLaunch.notFound.${what}.text`, { id })}
    />
  );
}
