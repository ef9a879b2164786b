'use client';

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../../messages/index.ts';
import { openLaunch } from '../../launch/launch-store.ts';
import type { RunDetail } from '../prepare-run.ts';
import classes from './head.module.css';
import { prepareVerdict } from './prepare-verdict.ts';

/** Verdict says in plain words what a run's figures mean, and offers what to try next. */
export function Verdict({ run }: { run: RunDetail }): ReactNode {
  const findings = prepareVerdict(run);
  if (findings.length === 0) return null;
  return (
    <ul className={classes.verdict} aria-label={t('verdict.label')}>
      {findings.map(({ tone, text, change }) => (
        <li key={text} data-tone={tone}>
          <span>{text} </span>
          {change ? (
            <Button
              variant="light"
              size="compact-sm"
              onClick={() => openLaunch({ kind: 'clone', run, overrides: change.overrides })}
            >
              {change.label}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
