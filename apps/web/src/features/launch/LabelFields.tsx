'use client';

import { Autocomplete, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { useExperiments } from '../experiments/use-experiments.ts';
import classes from './launch.module.css';
import { suggestName } from './launch-model.ts';
import type { OpenLaunch } from './launch-store.ts';
import type { LaunchFormState } from './use-launch-draft.ts';

/** LabelFields asks what people call the run, where it belongs, and what they note on it. */
export function LabelFields({ launch, form }: { launch: OpenLaunch; form: LaunchFormState }): ReactNode {
  const { draft, config, issues, change } = form;
  const experiments = useExperiments();
  const suggested = config ? suggestName(config, launch.kind === 'new' ? null : launch.run) : '';
  return (
    <fieldset className={classes.group}>
      <legend>{t('launch.section.labels')}</legend>
      <TextInput
        label={t('launch.name')}
        description={t('launch.name.hint')}
        placeholder={suggested}
        value={draft.name}
        error={issues.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Autocomplete
        label={t('launch.experiment')}
        description={t('launch.experiment.hint')}
        data={experiments?.map(({ name }) => name) ?? []}
        value={draft.experiment}
        error={issues.experiment}
        onChange={(experiment) => change({ experiment })}
      />
      <TagsInput
        label={t('launch.tags')}
        description={t('launch.tags.hint')}
        value={[...draft.tags]}
        error={issues.tags}
        acceptValueOnBlur
        onChange={(tags) => change({ tags })}
      />
      <Textarea
        label={t('launch.note')}
        value={draft.note}
        error={issues.note}
        autosize
        minRows={2}
        maxRows={8}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
    </fieldset>
  );
}
