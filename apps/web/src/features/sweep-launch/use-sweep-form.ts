'use client';

import { type ConfigKey, configKeys, describeFields, type SweepIssue } from '@laten/shared';
import { useEffect, useMemo, useState } from 'react';
import { currentExperiment } from '../runs/runs-address.ts';
import { beginSweepDraft, draftOfSource, type SweepOrigin } from './begin-sweep-draft.ts';
import { findFieldChange } from './find-draft-changes.ts';
import { isOfferedInSweep } from './offered-fields.ts';
import { layIssues, type PlacedIssues, placeIssues } from './place-issues.ts';
import { type FieldDraft, fieldOf, type SweepDraft } from './sweep-draft.ts';
import { keepForm, openForm, readKeptForm } from './sweep-draft-store.ts';
import { type SweepPlanState, useSweepPlan } from './use-sweep-plan.ts';
import { writeSweepDraft } from './write-sweep-draft.ts';

/** SweepFormState is the state of the form: what was typed, what it makes, what is wrong, what differs. */
export type SweepFormState = {
  readonly origin: SweepOrigin;
  readonly key: string;
  readonly draft: SweepDraft;
  /** What the draft is compared with. */
  readonly source: SweepDraft;
  readonly issues: PlacedIssues;
  readonly notices: PlacedIssues;
  readonly plan: SweepPlanState;
  readonly file: Readonly<Record<string, unknown>>;
  /** Something typed is no number, or cannot be read. */
  readonly isUnreadable: boolean;
  /** What was typed before the page was left is shown. */
  readonly isRestored: boolean;
  change(part: Partial<SweepDraft>): void;
  changeField(key: ConfigKey, field: FieldDraft): void;
  setBack(key: ConfigKey): void;
  /** refuse shows what the server found wrong, until something is changed. */
  refuse(issues: readonly SweepIssue[]): void;
  /** renewKey lets the form make another sweep than the one that its key has made. What was typed stays. */
  renewKey(): void;
  startOver(): void;
};

/** useSweepForm keeps what is typed, also for a reload of the page, and asks what it would make. */
export function useSweepForm(origin: SweepOrigin): SweepFormState {
  const [begun] = useState(() =>
    beginSweepDraft(origin, { experiment: currentExperiment(), fields: describeFields() }),
  );
  const [kept] = useState(() => readKeptForm(origin));
  const [form, setForm] = useState(() => kept ?? openForm(begun));
  const [isRestored, setRestored] = useState(kept !== null && !isSame(kept.draft, begun));
  const [refused, refuse] = useState<readonly SweepIssue[]>([]);
  const { draft, key } = form;
  const written = useMemo(() => writeSweepDraft(draft), [draft]);
  const plan = useSweepPlan(written);
  useEffect(() => keepForm(origin, form), [origin, form]);
  const isShown = (field: ConfigKey) => isOfferedInSweep(field, draft);
  const change = (part: Partial<SweepDraft>) => {
    setForm((now) => ({ ...now, draft: { ...now.draft, ...part } }));
    refuse([]);
  };
  const changeField = (field: ConfigKey, typed: FieldDraft) =>
    change({ fields: { ...draft.fields, [field]: typed } });
  const source = sourceOf(origin, draft);
  return {
    origin,
    key,
    draft,
    source,
    issues: layIssues(
      placeIssues(written.issues, isShown),
      placeIssues([...plan.issues, ...refused], isShown),
    ),
    notices: placeIssues(plan.notices, isShown),
    plan,
    file: written.file,
    isUnreadable: written.issues.length > 0,
    isRestored,
    change,
    changeField,
    setBack: (field) => changeField(field, fieldOf(source, field)),
    refuse,
    renewKey: () => setForm((now) => openForm(now.draft)),
    startOver: () => {
      setForm(openForm(begun));
      setRestored(false);
      refuse([]);
    },
  };
}

/** A new sweep is compared with the preset that is chosen now. */
function sourceOf(origin: SweepOrigin, draft: SweepDraft): SweepDraft {
  const source = draftOfSource(origin, draft.experiment);
  const { preset } = draft.fields;
  return origin.kind === 'new' && preset ? { ...source, fields: { preset } } : source;
}

/** listChangedKeys lists the keys whose fields differ from the source. */
export function listChangedKeys({ draft, source }: Pick<SweepFormState, 'draft' | 'source'>): ConfigKey[] {
  return configKeys.filter((key) => findFieldChange(key, { draft, source }) !== null);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
