import { isRunEnded } from '@laten/shared';
import type { ReactNode } from 'react';
import { t } from '../../../messages/index.ts';
import type { RunDetail } from '../prepare-run.ts';
import classes from './pictures.module.css';

/** NoPictures says why a run has no pictures yet, or none at all. */
export function NoPictures({ run: { status } }: { run: Pick<RunDetail, 'status'> }): ReactNode {
  const ended = isRunEnded(status) ? t('run.noEpoch.ended') : t('run.noEpoch.running');
  return <p className={classes.nothing}>{status === 'QUEUED' ? t('run.noEpoch.QUEUED') : ended}</p>;
}
