'use client';

import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from './palette.module.css';

const groups = [
  {
    heading: 'keys.everywhere',
    keys: [
      ['Ctrl K', 'keys.palette'],
      ['N', 'keys.newRun'],
      ['?', 'keys.help'],
      ['F6', 'keys.toasts'],
    ],
  },
  {
    heading: 'keys.runs',
    keys: [
      ['/', 'keys.search'],
      ['J K ↓ ↑', 'keys.move'],
      ['Enter', 'keys.open'],
      ['X', 'keys.select'],
      ['E', 'keys.rename'],
      ['Delete', 'keys.delete'],
      ['Esc', 'keys.clear'],
    ],
  },
  {
    heading: 'keys.form',
    keys: [
      ['Ctrl Enter', 'keys.submit'],
      ['Esc', 'keys.close'],
    ],
  },
] as const;

/** KeysDialog lists the keys. */
export function KeysDialog({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      {groups.map(({ heading, keys }) => (
        <section key={heading} className={classes.keyGroup}>
          <h3>{t(heading)}</h3>
          <dl>
            {keys.map(([key, meaning]) => (
              <div key={meaning}>
                <dt>
                  {key.split(' ').map((part) => (
                    <kbd key={part}>{part}</kbd>
                  ))}
                </dt>
                <dd>{t(meaning)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
