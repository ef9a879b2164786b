import type { ReactNode } from 'react';
import classes from './progress-bar.module.css';

/** ProgressBar shows a share from 0 to 1. Its label says of what. */
export function ProgressBar({ share, label }: { share: number; label: string }): ReactNode {
  const percent = Math.round(share * 100);
  return (
    <div
      className={classes.track}
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div className={classes.bar} style={{ width: `${percent}%` }} />
    </div>
  );
}
