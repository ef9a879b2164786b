import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { type Entry, prepareConfig, prepareEnvironment, type RunDetail } from './prepare-run.ts';
import classes from './run.module.css';
import { Section } from './Section.tsx';

/** RunSettings shows what a run was made with: its config and what was captured of the machine. */
export function RunSettings({ run }: { run: RunDetail }): ReactNode {
  const environment = prepareEnvironment(run.environment);
  return (
    <div className={classes.settings}>
      <Section title={t('run.section.config')}>
        <Entries entries={prepareConfig(run.config)} />
      </Section>
      <Section title={t('run.section.environment')}>
        {environment.length > 0 ? (
          <Entries entries={environment} />
        ) : (
          <p className={classes.nothing}>{t('environment.none')}</p>
        )}
      </Section>
    </div>
  );
}

function Entries({ entries }: { entries: readonly Entry[] }): ReactNode {
  return (
    <table className={classes.entries}>
      <tbody>
        {entries.map(({ name, value }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
