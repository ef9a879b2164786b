'use client';

import { type SweepSpec, writeSweepFile } from '@laten/shared';
import { Button } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { t } from '../../messages/index.ts';
import { PageSection } from '../../ui/PageSection.tsx';
import { prepareSearchSpace, type SpaceLine } from './prepare-search-space.ts';
import classes from './sweep-page.module.css';
import { copyText } from './use-sweep-actions.ts';

const INDENT = 2;

/** SearchSpace writes what a sweep searches, and gives it back as a file that launches it again. */
export function SearchSpace({ spec }: { spec: SweepSpec }): ReactNode {
  const { varies, fixed, search } = useMemo(() => prepareSearchSpace(spec), [spec]);
  const copy = () =>
    copyText(JSON.stringify(writeSweepFile(spec), null, INDENT), t('sweep.action.copyFile.done'));
  return (
    <PageSection
      id="space"
      title={t('sweep.section.space')}
      aside={
        <Button variant="default" size="compact-sm" onClick={copy}>
          {t('sweep.action.copyFile')}
        </Button>
      }
    >
      <div className={classes.space}>
        {varies.length > 0 ? <Lines title={t('sweep.space.varies')} lines={varies} /> : null}
        <Lines title={t('sweep.space.fixed')} lines={fixed} />
        <Lines title={t('sweep.space.how')} lines={search} />
      </div>
    </PageSection>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly SpaceLine[] }): ReactNode {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {lines.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
