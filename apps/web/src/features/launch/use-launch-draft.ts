'use client';

import type { ConfigKey } from '@laten/shared';
import { useEffect, useMemo, useState } from 'react';
import { currentExperiment } from '../runs/runs-address.ts';
import {
  beginDraft,
  type FieldChange,
  findChanges,
  type LaunchDraft,
  type LaunchIssues,
  type LaunchReading,
  readDraft,
} from './launch-model.ts';
import { keepLaunch, type OpenLaunch, readKeptLaunch } from './launch-store.ts';

/** LaunchFormState is the state of the form: what was typed, what it means, what is wrong, what differs. */
export type LaunchFormState = LaunchReading & {
  readonly draft: LaunchDraft;
  readonly changes: readonly FieldChange[];
  readonly isDirty: boolean;
  readonly defaultThreads: number;
  change(part: Partial<LaunchDraft>): void;
  type(key: ConfigKey, text: string): void;
  /** refuse shows what the server found wrong, until the field is changed. */
  refuse(issues: LaunchIssues): void;
};

/** useLaunchDraft keeps what is typed, also for a reload of the page. */
export function useLaunchDraft(launch: OpenLaunch): LaunchFormState {
  const [begun] = useState(() => beginDraft(launch, currentExperiment()));
  const [draft, setDraft] = useState(() => restoreDraft(launch) ?? begun);
  const [refused, refuse] = useState<LaunchIssues>({});
  const defaultThreads = navigator.hardwareConcurrency || 1;
  const reading = useMemo(() => readDraft(draft, defaultThreads), [draft, defaultThreads]);
  const changes = useMemo(
    () => (reading.config ? findChanges(reading.config, { request: launch, defaultThreads }) : null),
    [reading.config, launch, defaultThreads],
  );
  const [lastChanges, setLastChanges] = useState<readonly FieldChange[]>([]);
  // While something is wrong there is no config to compare: the marks stay as they were.
  useEffect(() => {
    if (changes) setLastChanges(changes);
  }, [changes]);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(begun);
  useEffect(() => keepLaunch({ launch, draft: isDirty ? draft : null }), [launch, draft, isDirty]);
  const change = (part: Partial<LaunchDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    refuse({});
  };
  const type = (key: ConfigKey, text: string) => change({ texts: { ...draft.texts, [key]: text } });
  return {
    ...reading,
    issues: { ...refused, ...reading.issues },
    draft,
    changes: changes ?? lastChanges,
    isDirty,
    defaultThreads,
    change,
    type,
    refuse,
  };
}

function restoreDraft(launch: OpenLaunch): LaunchDraft | null {
  const kept = readKeptLaunch();
  return kept?.launch.runId === launch.runId ? (kept.draft as LaunchDraft | null) : null;
}
