'use client';

import type { RunStatus, SweepStatus } from '@laten/shared';
import { Tooltip, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import classes from './status-badge.module.css';

/** StatusBadge names the state of a run; on hover, focus and touch it says what the state means, or the run's own reason. */
export function StatusBadge({ status, reason }: { status: RunStatus; reason: string | null }): ReactNode {
  return (
    <Tooltip
      label={reason ?? t(`status.${status}.meaning`)}
      events={{ hover: true, focus: true, touch: true }}
      multiline
      maw={360}
      withArrow
    >
      <UnstyledButton className={classes.badge} data-status={status}>
        <span className={classes.dot} aria-hidden="true" />
        {t(`status.${status}`)}
      </UnstyledButton>
    </Tooltip>
  );
}

/** StatusDot names the state of a run or a sweep where many stand below each other: without a tooltip of its own. */
export function StatusDot({ status, label }: { status: RunStatus | SweepStatus; label: string }): ReactNode {
  return (
    <span className={classes.badge} data-status={status}>
      <span className={classes.dot} aria-hidden="true" />
      {label}
    </span>
  );
}
