'use client';

import { Button, CopyButton, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { InlineCode } from '../../ui/InlineCode.tsx';
import launchClasses from '../launch/launch.module.css';
import { downloadBlob, safeFileName } from '../run/pictures/download.ts';
import classes from './sweep-launch.module.css';

/** SweepFile shows the sweep as the file that `./laten sweep` reads, to copy or to download. */
export function SweepFile({ file, name }: { file: Record<string, unknown>; name: string }): ReactNode {
  const text = `${JSON.stringify(file, null, 2)}\n`;
  const download = () =>
    downloadBlob(new Blob([text], { type: 'application/json' }), `${safeFileName(name) || 'sweep'}.json`);
  return (
    <details className={classes.fold}>
      <summary>{t('sweepLaunch.file')}</summary>
      <p className={launchClasses.hint}>
        <InlineCode text={t('sweepLaunch.file.hint')} />
      </p>
      <pre className={classes.file}>{text}</pre>
      <Group gap="xs">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-sm" onClick={copy}>
              {copied ? t('sweepLaunch.file.copied') : t('sweepLaunch.file.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" size="compact-sm" onClick={download}>
          {t('sweepLaunch.file.download')}
        </Button>
      </Group>
    </details>
  );
}
