import { describe, expect, it } from 'vitest';
import { createId, ID_PREFIX_PATTERN, isId } from './ids.ts';
import { findMetricDefinition, goalOfMetric } from './metrics/metric-registry.ts';
import { stepsToRetire } from './recording/artifact-retention.ts';
import { suggest } from './suggest.ts';

describe('ids', () => {
  it('are 16 characters, sort by time, and do not collide', () => {
    const early = createId(1_700_000_000_000);
    const late = createId(1_700_000_000_001);
    expect(isId(early)).toBe(true);
    expect(early < late).toBe(true);
    expect(new Set(Array.from({ length: 10_000 }, () => createId(0))).size).toBe(10_000);
  });

  it.each(['', '../../etc/passwd', 'ABCDEFGHJKMNPQRS', 'abcdefghijklmnop', '0123456789abcde'])(
    'refuse "%s"',
    (id) => {
      expect(isId(id)).toBe(false);
    },
  );

  it('have prefixes', () => {
    expect(ID_PREFIX_PATTERN.test(createId().slice(0, 5))).toBe(true);
    expect(ID_PREFIX_PATTERN.test('a%')).toBe(false);
  });
});

describe('the metric registry', () => {
  it('ranks by minimum what is a loss, and by nothing what only describes', () => {
    expect(goalOfMetric('val_nelbo')).toBe('min');
    expect(goalOfMetric('images_per_second')).toBe('max');
    expect(goalOfMetric('kl_loss')).toBe('none');
    expect(goalOfMetric('unknown')).toBe('none');
  });

  it('finds a family by the name of a member', () => {
    expect(findMetricDefinition('val_kl_dimension/13')?.unit).toBe('nats');
    expect(findMetricDefinition('val_kl_dimensions')).toBeNull();
  });
});

describe('artifact retention', () => {
  it('keeps the last ones and the best', () => {
    const retention = { rule: 'last', keep: 2, bestStep: 20 } as const;
    expect(stepsToRetire([40, 10, 30, 20], retention)).toEqual([10]);
    expect(stepsToRetire([10], retention)).toEqual([]);
  });

  it('thins evenly and keeps both ends', () => {
    const steps = Array.from({ length: 100 }, (_, i) => i + 1);
    const kept: number[] = [];
    for (const step of steps) {
      kept.push(step);
      for (const retired of stepsToRetire(kept, { rule: 'thin', keep: 30 }))
        kept.splice(kept.indexOf(retired), 1);
    }
    expect(kept).toHaveLength(30);
    expect(kept[0]).toBe(1);
    expect(kept.at(-1)).toBe(100);
    const gaps = kept.slice(1).map((step, i) => step - (kept[i] as number));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(8);
  });
});

it.each([
  ['latentdim', 'latentDim'],
  ['bta', 'beta'],
  ['epoch', 'epochs'],
])('suggests for %s the key %s', (typed, meant) => {
  expect(suggest(typed, ['beta', 'epochs', 'latentDim'])).toContain(meant);
});

it('suggests nothing for a word that is close to none', () => {
  expect(suggest('zzzzzz', ['beta', 'epochs'])).toBe('');
});
