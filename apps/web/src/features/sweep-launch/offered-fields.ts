import { type ConfigField, type ConfigKey, describeFields } from '@laten/shared';
import { basicKeys, isOffered } from '../launch/launch-model.ts';
import { fieldOf, type SweepDraft } from './sweep-draft.ts';

const fields = new Map<ConfigKey, ConfigField>(describeFields().map((field) => [field.key, field]));

/** Trials take one thread each; how many run at once is for the workers. */
const heldKeys: readonly ConfigKey[] = ['threads'];

/** listBasicFields returns the fields that are asked first. */
export function listBasicFields(): ConfigField[] {
  return basicKeys.flatMap((key) => fields.get(key) ?? []);
}

/** listFurtherFields returns the others that mean something for the chosen architecture. */
export function listFurtherFields(draft: SweepDraft): ConfigField[] {
  return [...fields.values()].filter(
    ({ key }) => key !== 'preset' && !basicKeys.includes(key) && isOfferedInSweep(key, draft),
  );
}

/** getField returns the description of a key. */
export function getField(key: ConfigKey): ConfigField {
  return fields.get(key) as ConfigField;
}

/** isOfferedInSweep tells a key that has a field in the form as it stands. */
export function isOfferedInSweep(key: ConfigKey, draft: SweepDraft): boolean {
  if (key === 'preset') return true;
  const { mode, text } = fieldOf(draft, 'architecture');
  return !heldKeys.includes(key) && isOffered(getField(key), mode === 'fixed' ? text : '');
}
