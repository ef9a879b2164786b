import type { ConfigField } from '@laten/shared';
import type { FieldDraft } from './sweep-draft.ts';
import type { SweepFormState } from './use-sweep-form.ts';

/** FieldPart is what the parts of a key's field need. */
export type FieldPart = {
  readonly field: ConfigField;
  readonly value: FieldDraft;
  readonly form: SweepFormState;
  /** The mark of an error that stands below all parts. */
  readonly errorId: string;
  onChange(part: Partial<FieldDraft>): void;
};
