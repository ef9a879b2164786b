'use client';

import type { RunConfig } from '@laten/shared';
import { memo, type ReactNode, useMemo } from 'react';
import { formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import { Section } from '../Section.tsx';
import { CopyText } from './CopyText.tsx';
import { prepareConfig, type Setting, writeCommandLine } from './prepare-config.ts';
import classes from './settings.module.css';

/** ConfigSection shows what a run was made with: first what differs from its preset, then the rest. */
export const ConfigSection = memo(function ConfigSection({ config }: { config: RunConfig }): ReactNode {
  const { differing, same } = useMemo(() => prepareConfig(config), [config]);
  const { preset } = config;
  const counts = {
    count: formatCount(differing.length),
    total: formatCount(differing.length + same.length),
    preset,
  };
  return (
    <Section
      id="config"
      aside={
        <>
          <CopyText text={JSON.stringify(config, null, 2)} label={t('config.copyJson')} />
          <CopyText text={writeCommandLine(config)} label={t('config.copyCommand')} />
        </>
      }
    >
      {differing.length > 0 ? (
        <>
          <h3 className={classes.groupTitle}>{t('config.differs', counts)}</h3>
          <Settings settings={differing} preset={preset} />
          <h3 className={classes.groupTitle}>{t('config.same', { preset })}</h3>
        </>
      ) : (
        <h3 className={classes.groupTitle}>{t('config.sameAll', { preset })}</h3>
      )}
      <Settings settings={same} preset={preset} />
    </Section>
  );
});

function Settings({ settings, preset }: { settings: readonly Setting[]; preset: string }): ReactNode {
  return (
    <dl className={classes.entries}>
      {settings.map(({ name, value, presetValue, meaning }) => (
        <div key={name} data-differs={presetValue !== null || undefined}>
          <dt title={meaning}>{name}</dt>
          <dd>
            {value}
            {presetValue === null ? null : (
              <small>{t('config.presetValue', { preset, value: presetValue })}</small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
