import type { SeriesSummary } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { runDetail } from '../../../testing/runs.ts';
import { prepareFacts } from './prepare-facts.ts';

const summary: SeriesSummary = {
  last: 263.1,
  lastStep: 2345,
  min: 262,
  max: 300,
  best: 262.456,
  bestStep: 1876,
  n: 5,
  nonFiniteCount: 0,
};

describe('prepareFacts', () => {
  it('gives the best value with its epoch and its unit, and the parts of the last', () => {
    const [best, last] = prepareFacts(
      runDetail({
        summary: {
          val_nelbo: summary,
          val_reconstruction_loss: { ...summary, last: 258 },
          val_kl_loss: { ...summary, last: 5.1 },
        },
      }),
    );
    expect(best).toEqual({
      label: 'Best val_nelbo, epoch 4',
      value: '262.46',
      more: 'nats/image, grey pixels',
    });
    expect(last).toEqual({
      label: 'Last val_nelbo',
      value: '263.10',
      more: 'reconstruction 258.00 + KL 5.10',
    });
  });

  it('gives dashes before the first epoch', () => {
    const facts = prepareFacts(runDetail());
    expect(facts.slice(0, 3).map((fact) => fact.value)).toEqual(['—', '—', '—']);
    expect(facts[0]?.label).toBe('Best val_nelbo');
  });
});
