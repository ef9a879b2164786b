import { describe, expect, it } from 'vitest';
import { allowActions } from './prepare-actions.ts';

describe('allowActions', () => {
  it.each([
    ['QUEUED', { cancel: true, resume: null, trainFurther: false, delete: true }],
    ['RUNNING', { cancel: true, resume: null, trainFurther: false, delete: false }],
    ['FINISHED', { cancel: false, resume: null, trainFurther: true, delete: true }],
    ['FAILED', { cancel: false, resume: 'retry', trainFurther: true, delete: true }],
    ['CRASHED', { cancel: false, resume: 'retry', trainFurther: true, delete: true }],
    ['CANCELED', { cancel: false, resume: 'resume', trainFurther: true, delete: true }],
    ['PRUNED', { cancel: false, resume: 'resume', trainFurther: true, delete: true }],
  ] as const)('%s', (status, allowed) => {
    expect(allowActions({ status, cancelRequested: false })).toEqual(allowed);
  });

  it('offers no second cancel', () => {
    expect(allowActions({ status: 'RUNNING', cancelRequested: true }).cancel).toBe(false);
  });
});
