import type { TrialCounts } from '@laten/shared';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { describeCounts, prepareCounts } from './prepare-counts.ts';
import classes from './trials-bar.module.css';

/** TrialsBar shows the trials of a sweep by state: a part of the bar for each. In words it says the same. */
export function TrialsBar({ counts }: { counts: TrialCounts }): ReactNode {
  return (
    <div
      className={classes.bar}
      role="img"
      aria-label={t('sweepCount.label', { counts: describeCounts(counts) })}
    >
      {prepareCounts(counts).map(({ status, share, text }) => (
        <span key={status} data-status={status} style={{ flexGrow: share }} title={text} />
      ))}
    </div>
  );
}

/** TrialsLegend writes the same counts, each with the mark of its part. */
export function TrialsLegend({ counts }: { counts: TrialCounts }): ReactNode {
  const parts = prepareCounts(counts);
  if (parts.length === 0) return <p className={classes.legend}>{t('sweepCount.none')}</p>;
  return (
    <ul className={classes.legend}>
      {parts.map(({ status, text }) => (
        <li key={status} data-status={status}>
          <span aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}
