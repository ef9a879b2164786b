import { isRunEnded } from '@laten/shared';
import type { ReactNode } from 'react';
import { t } from '../../../messages/index.ts';
import { newestProgress, type RunDetail } from '../prepare-run.ts';
import classes from './pictures.module.css';

/** NoPictures says why a run has no pictures yet, or none at all. */
export function NoPictures({ run }: { run: Pick<RunDetail, 'status' | 'progress' | 'summary'> }): ReactNode {
  return <p className={classes.nothing}>{reasonFor(run)}</p>;
}

function reasonFor(run: Pick<RunDetail, 'status' | 'progress' | 'summary'>): string {
  if (run.status === 'QUEUED') return t('run.noEpoch.QUEUED');
  if (!isRunEnded(run.status)) return t('run.noEpoch.running');
  return newestProgress(run).epoch > 0 ? t('run.noPictures') : t('run.noEpoch.ended');
}
