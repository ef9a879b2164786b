import type { Point } from '@laten/shared';
import type { Evaluation } from './evaluate.ts';

/** pointsOfEvaluation names what an evaluation measured. KL per dimension and active units are logged of the validation images only. */
export function pointsOfEvaluation(input: {
  evaluation: Evaluation;
  prefix: 'val' | 'test';
  beta: number;
  at: { step: number; epoch: number; wallTimeMs: number };
}): Point[] {
  const { evaluation, prefix, beta, at } = input;
  const values: [name: string, value: number][] = [
    [`${prefix}_loss`, evaluation.reconstruction + beta * evaluation.kl],
    [`${prefix}_reconstruction_loss`, evaluation.reconstruction],
    [`${prefix}_kl_loss`, evaluation.kl],
    [`${prefix}_nelbo`, evaluation.nelbo],
  ];
  if (prefix === 'val') {
    values.push(['active_units', evaluation.activeUnits]);
    evaluation.klPerDimension.forEach((kl, dimension) => {
      values.push([`val_kl_dimension/${dimension}`, kl]);
    });
  }
  return values.map(([name, value]) => ({ name, value, ...at }));
}
