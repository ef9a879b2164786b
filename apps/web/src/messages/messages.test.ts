import { runStatuses } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { t } from './index.ts';

describe('t', () => {
  it('fills every placeholder', () => {
    expect(t('runs.epoch', { epoch: 2, total: 5 })).toBe('2 of 5');
    expect(t('runs.title')).toBe('Runs');
  });

  it('fills in text that looks like a placeholder without filling it again', () => {
    expect(t('run.title', { name: '{name}' })).toBe('{name} · Laten');
  });

  it('has a word and a meaning for every state of a run', () => {
    for (const status of runStatuses) {
      expect(en).toHaveProperty([`status.${status}`]);
      expect(en).toHaveProperty([`status.${status}.meaning`]);
    }
  });
});
