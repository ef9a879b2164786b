'use client';

import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatBytes, formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import type { RouterOutputs } from '../../../trpc/client.tsx';
import classes from '../../../ui/dialog-body.module.css';

/** WhatGoes lists what a deletion takes with it and how much disk that frees. */
export function WhatGoes({ preview }: { preview: RouterOutputs['runs']['deletionPreview'] }): ReactNode {
  const { runs, points, artifacts, bytesFreed } = preview;
  return (
    <div>
      <p>{t('deletion.goes')}</p>
      <ul className={classes.goes}>
        <li>{runs === 1 ? t('runs.count.one') : t('runs.count.other', { count: formatCount(runs) })}</li>
        <li>
          {points === 1
            ? t('deletion.points.one')
            : t('deletion.points.other', { points: formatCount(points) })}
        </li>
        {artifacts > 0 ? (
          <li>
            {artifacts === 1
              ? t('deletion.artifacts.one')
              : t('deletion.artifacts.other', { artifacts: formatCount(artifacts) })}
          </li>
        ) : null}
        {bytesFreed > 0 ? <li>{t('deletion.bytes', { size: formatBytes(bytesFreed) })}</li> : null}
      </ul>
    </div>
  );
}

/** WhatGoesSkeleton stands where WhatGoes will. */
export function WhatGoesSkeleton(): ReactNode {
  return (
    <div role="status" aria-label={t('deletion.counting')} className={classes.skeleton}>
      {['goes', 'runs', 'points', 'artifacts', 'bytes'].map((line) => (
        <Skeleton key={line} height={14} width={line === 'goes' ? '30%' : '70%'} />
      ))}
    </div>
  );
}
