import type { ConfigKey } from '@laten/shared';
import { t } from '../../messages/index.ts';
import { isNormal } from './distributions.ts';
import { type FieldDraft, fieldOf, type SweepDraft, splitList } from './sweep-draft.ts';

/** OwnSetting is a setting of the sweep itself, which a person may set back to what its source has. */
export type OwnSetting = Exclude<keyof SweepDraft, 'fields' | 'name' | 'experiment' | 'note'>;

/** findFieldChange says what the source has in place of a field's draft, in words; null when the field is the same. */
export function findFieldChange(
  key: ConfigKey,
  { draft, source }: { draft: SweepDraft; source: SweepDraft },
): string | null {
  const was = fieldOf(source, key);
  return meaningOf(key, fieldOf(draft, key)) === meaningOf(key, was) ? null : describeField(key, was);
}

/** findSettingChange says what the source has for a setting of the sweep; null when it is the same. */
export function findSettingChange(
  setting: OwnSetting,
  { draft, source }: { draft: SweepDraft; source: SweepDraft },
): string | null {
  const [now, was] = [String(draft[setting]), String(source[setting])];
  return now === was ? null : was;
}

/** describeField writes what a field holds as a person would say it: "1", "0.5, 1, 2", "Log scale 0.1 to 10". */
export function describeField(key: ConfigKey, field: FieldDraft): string {
  if (field.mode === 'fixed') return field.text;
  if (field.mode === 'list') return splitList(key, field.list).join(', ');
  const { distribution, from, to } = field;
  return t(isNormal(distribution) ? 'sweepLaunch.spread' : 'sweepLaunch.range', {
    distribution: t(`sweepLaunch.distribution.${distribution}`),
    from,
    to,
  });
}

/** Only the texts of the chosen mode count. */
function meaningOf(key: ConfigKey, field: FieldDraft): string {
  const { mode, text, list, probabilities, distribution, from, to, step } = field;
  if (mode === 'fixed') return JSON.stringify([mode, text.trim()]);
  if (mode === 'list') return JSON.stringify([mode, splitList(key, list), splitList(key, probabilities)]);
  return JSON.stringify([mode, distribution, from.trim(), to.trim(), step.trim()]);
}
