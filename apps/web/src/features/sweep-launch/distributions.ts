import type { ConfigField } from '@laten/shared';
import { t } from '../../messages/index.ts';
import type { Distribution } from './sweep-draft.ts';

/** The distributions of a range, and what their fields are called. */

/** DistributionForm says what a distribution asks for: its ends in which unit, and whether values come in steps. */
export type DistributionForm = {
  readonly ends: 'values' | 'exponents' | 'spread' | 'logSpread';
  readonly hasStep: boolean;
};

const forms: Readonly<Record<Distribution, DistributionForm>> = {
  uniform: { ends: 'values', hasStep: false },
  int_uniform: { ends: 'values', hasStep: false },
  log_uniform_values: { ends: 'values', hasStep: false },
  q_uniform: { ends: 'values', hasStep: true },
  q_log_uniform_values: { ends: 'values', hasStep: true },
  log_uniform: { ends: 'exponents', hasStep: false },
  q_log_uniform: { ends: 'exponents', hasStep: true },
  inv_log_uniform: { ends: 'exponents', hasStep: false },
  inv_log_uniform_values: { ends: 'values', hasStep: false },
  normal: { ends: 'spread', hasStep: false },
  q_normal: { ends: 'spread', hasStep: true },
  log_normal: { ends: 'logSpread', hasStep: false },
  q_log_normal: { ends: 'logSpread', hasStep: true },
};

/** The ones that most people need. */
const usual: readonly Distribution[] = ['uniform', 'log_uniform_values', 'int_uniform', 'q_uniform'];
/** Those that give whole numbers. */
const whole: readonly Distribution[] = [
  'int_uniform',
  'q_uniform',
  'q_log_uniform_values',
  'q_log_uniform',
  'q_normal',
  'q_log_normal',
];

/** formOf returns what a distribution asks for. */
export function formOf(distribution: Distribution): DistributionForm {
  return forms[distribution];
}

/** isNormal tells a distribution around a mean from one between two ends. */
export function isNormal(distribution: Distribution): boolean {
  return forms[distribution].ends === 'spread' || forms[distribution].ends === 'logSpread';
}

type Option = { readonly value: Distribution; readonly label: string };

/** listDistributions returns what a field may choose from: the usual ones, then the others. A whole number has no fractions. */
export function listDistributions({ kind }: Pick<ConfigField, 'kind'>): { group: string; items: Option[] }[] {
  const all = Object.keys(forms) as Distribution[];
  const possible = kind === 'integer' ? all.filter((name) => whole.includes(name)) : all;
  const option = (value: Distribution): Option => ({
    value,
    label: t(`sweepLaunch.distribution.${value}`),
  });
  return [
    {
      group: t('sweepLaunch.distribution.usual'),
      items: usual.filter((name) => possible.includes(name)).map(option),
    },
    {
      group: t('sweepLaunch.distribution.more'),
      items: possible.filter((name) => !usual.includes(name)).map(option),
    },
  ];
}
