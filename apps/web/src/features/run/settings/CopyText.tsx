'use client';

import { Button, CopyButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../../messages/index.ts';

/** CopyText is a button that copies a text, and says so. */
export function CopyText({ text, label }: { text: string; label: string }): ReactNode {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant="default" size="compact-sm" onClick={copy}>
          {copied ? t('copy.done') : label}
        </Button>
      )}
    </CopyButton>
  );
}
