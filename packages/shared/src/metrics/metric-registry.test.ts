import { describe, expect, it } from 'vitest';
import { findMetricDefinition, goalOfMetric, metricDefinitions, RANKING_METRIC } from './metric-registry.ts';

describe('the metric registry', () => {
  it.each([
    ['val_nelbo', 'nats/image', 'min'],
    ['val_kl_dimension/12', 'nats', 'none'],
    ['system/cpu_percent', 'percent', 'none'],
    ['system/memory_bytes', 'bytes', 'none'],
    ['system/memory_free_bytes', 'bytes', 'none'],
    ['system/disk_free_bytes', 'bytes', 'none'],
  ])('knows %s', (name, unit, goal) => {
    expect(findMetricDefinition(name)).toMatchObject({ unit, goal });
  });

  it('knows no metric of a family that it has not', () => {
    expect(findMetricDefinition('system/temperature')).toBeNull();
    expect(goalOfMetric('my_metric')).toBe('none');
  });

  it('has each name once, and the one that runs are ranked by', () => {
    const names = metricDefinitions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(goalOfMetric(RANKING_METRIC)).toBe('min');
  });
});
