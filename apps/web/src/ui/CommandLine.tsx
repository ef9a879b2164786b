'use client';

import { Button, CopyButton } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { t } from '../messages/index.ts';
import classes from './command-line.module.css';

/** CommandLine shows a command for a terminal, with a button that copies it. */
export function CommandLine({ command }: { command: string }): ReactNode {
  return (
    <div className={classes.line}>
      <code className={classes.command}>
        {command.split(' ').map((word, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: words come twice, and never move
          <Fragment key={i}>
            {i > 0 ? ' ' : null}
            <span className={classes.word}>{word}</span>
          </Fragment>
        ))}
      </code>
      <CopyButton value={command}>
        {({ copied, copy }) => (
          <Button variant="default" size="compact-sm" onClick={copy}>
            {copied ? t('copy.done') : t('copy.command')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
