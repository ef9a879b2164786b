'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { t } from '../messages/index.ts';
import { messageOfError } from './ErrorState.tsx';
import states from './states.module.css';

/**
 * DeletedState stands where something was open that has been deleted elsewhere, and can bring it back while that is possible.
 * `onBringBack` resolves with what to say when it was too late.
 */
export function DeletedState({
  title,
  name,
  text,
  back,
  onBringBack,
}: {
  title: string;
  name: string;
  text: string;
  back: { readonly href: string; readonly label: string };
  onBringBack: () => Promise<string | null>;
}): ReactNode {
  const [answer, setAnswer] = useState<string | null>(null);
  const bringBack = () => onBringBack().then(setAnswer, (error: unknown) => setAnswer(messageOfError(error)));
  return (
    <section className={states.state} role="alert">
      <h1 className={states.title}>{title}</h1>
      <p className={states.text}>
        <strong>{name}</strong>
        <br />
        {answer ?? text}
      </p>
      {answer === null ? (
        <Button variant="default" onClick={() => void bringBack()}>
          {t('run.deleted.undo')}
        </Button>
      ) : null}
      <Link href={back.href} className={states.back}>
        {back.label}
      </Link>
    </section>
  );
}
