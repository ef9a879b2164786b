'use client';

import { formatParameter, listSweptKeys } from '@laten/shared';
import type { ReactNode } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import launchClasses from '../launch/launch.module.css';
import { describeCount } from './describe-plan.ts';
import { SweepFile } from './SweepFile.tsx';
import classes from './sweep-launch.module.css';
import type { SweepEstimate } from './use-sweep-estimate.ts';
import type { SweepFormState } from './use-sweep-form.ts';
import type { SweepPlan } from './use-sweep-plan.ts';

/** PlanPanel shows what is typed as what it makes: how many trials, how long they take, the first of them, and the file. */
export function PlanPanel({
  form,
  estimate,
}: {
  form: SweepFormState;
  estimate: SweepEstimate | null;
}): ReactNode {
  const { plan, issues } = form;
  return (
    <section className={classes.panel} aria-label={t('sweepLaunch.plan')}>
      <h2 className={classes.panelTitle}>{t('sweepLaunch.plan')}</h2>
      {issues.rest.length > 0 ? (
        <ul className={launchClasses.refusal} role="alert">
          {issues.rest.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
      {plan.failure ? (
        <p className={launchClasses.refusal} role="alert">
          {t('sweepLaunch.plan.failed', { message: plan.failure })}
        </p>
      ) : null}
      {plan.plan ? (
        <div className={classes.planned} data-stale={!plan.isCurrent || undefined}>
          <Summary plan={plan.plan} estimate={estimate} />
          {form.notices.rest.map((sentence) => (
            <p key={sentence} className={launchClasses.hint}>
              {sentence}
            </p>
          ))}
          <FirstTrials plan={plan.plan} />
          <SweepFile file={plan.plan.file} name={plan.plan.name} />
        </div>
      ) : (
        <p className={launchClasses.hint}>
          {plan.isCurrent || form.isUnreadable
            ? t('sweepLaunch.plan.refused')
            : t('sweepLaunch.plan.loading')}
        </p>
      )}
    </section>
  );
}

function Summary({ plan, estimate }: { plan: SweepPlan; estimate: SweepEstimate | null }): ReactNode {
  return (
    <div role="status">
      <p className={classes.count}>{describeCount(plan.spec, plan)}</p>
      {estimate ? <p className={launchClasses.hint}>{estimate.text}</p> : null}
      {estimate?.workers === 0 ? <p className={launchClasses.hint}>{t('sweepLaunch.noWorker')}</p> : null}
    </div>
  );
}

function FirstTrials({ plan }: { plan: SweepPlan }): ReactNode {
  const keys = listSweptKeys(plan.spec);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys
    <section className={classes.trials} aria-label={t('sweepLaunch.first')} tabIndex={0}>
      <table>
        <caption>
          {t('sweepLaunch.first')}
          <span>
            {t('sweepLaunch.first.of', {
              shown: formatCount(plan.first.length),
              count: formatCount(plan.trials),
            })}
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('sweepLaunch.trial')}</th>
            {keys.map((key) => (
              <th key={key} scope="col">
                {key}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.first.map(({ trial, parameters }) => (
            <tr key={trial}>
              <th scope="row">{trial}</th>
              {keys.map((key) => (
                <td key={key}>{formatParameter(parameters[key] ?? null)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
