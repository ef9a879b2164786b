'use client';

import { memo, type ReactNode } from 'react';
import { t } from '../../../messages/index.ts';
import type { RunDetail } from '../prepare-run.ts';
import { Section } from '../Section.tsx';
import { CopyText } from './CopyText.tsx';
import { prepareEnvironment, writeEnvironment } from './prepare-environment.ts';
import classes from './settings.module.css';

/** EnvironmentSection shows what was captured of the machine, the code and the data that a run was made with. */
export const EnvironmentSection = memo(function EnvironmentSection({
  environment,
}: Pick<RunDetail, 'environment'>): ReactNode {
  const groups = prepareEnvironment(environment);
  if (groups.length === 0) {
    return (
      <Section id="environment">
        <p className={classes.nothing}>{t('environment.none')}</p>
      </Section>
    );
  }
  return (
    <Section
      id="environment"
      aside={<CopyText text={writeEnvironment(environment)} label={t('environment.copy')} />}
    >
      <div className={classes.groups}>
        {groups.map(({ title, entries }) => (
          <div key={title}>
            <h3 className={classes.groupTitle}>{title}</h3>
            <dl className={classes.list}>
              {entries.map(({ name, value }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
    </Section>
  );
});
