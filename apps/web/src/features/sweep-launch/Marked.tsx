'use client';

import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import launchClasses from '../launch/launch.module.css';
import type { SweepOrigin } from './begin-sweep-draft.ts';

const sides = { new: 'preset', around: 'run', clone: 'sweep' } as const;

/** Marked marks a field that differs from what the sweep comes from, says what stands there, and sets it back. */
export function Marked({
  name,
  was,
  origin,
  onSetBack,
  children,
}: {
  name: string;
  /** What stands there, when it differs. */
  was: string | null;
  origin: SweepOrigin;
  onSetBack: () => void;
  children: ReactNode;
}): ReactNode {
  const shown = was || t('launch.empty');
  return (
    <div className={launchClasses.field} data-changed={was !== null || undefined}>
      {children}
      {was === null ? null : (
        <p className={launchClasses.was}>
          {t(`sweepLaunch.changed.${sides[origin.kind]}`, { was: shown })}
          <button type="button" aria-label={t('launch.reset', { key: name, was: shown })} onClick={onSetBack}>
            {t('launch.reset.short')}
          </button>
        </p>
      )}
    </div>
  );
}
