import { describe, expect, it } from 'vitest';
import { runArtifact } from '../../../testing/runs.ts';
import { countKinds, groupArtifacts } from './prepare-artifacts.ts';

describe('groupArtifacts', () => {
  it('puts the whole run first, then the newest epoch, and sorts inside by step and name', () => {
    const groups = groupArtifacts([
      runArtifact({ id: 'old', step: 1, epoch: 1 }),
      runArtifact({ id: 'z', step: 20, epoch: 2, name: 'z' }),
      runArtifact({ id: 'log', step: null, epoch: null }),
      runArtifact({ id: 'mid-epoch', step: 15, epoch: 2, name: 'a' }),
      runArtifact({ id: 'a', step: 20, epoch: 2, name: 'a' }),
    ]);
    expect(groups.map(({ epoch, artifacts }) => [epoch, artifacts.map(({ id }) => id)])).toEqual([
      [null, ['log']],
      [2, ['a', 'z', 'mid-epoch']],
      [1, ['old']],
    ]);
  });

  it('makes no group of nothing', () => expect(groupArtifacts([])).toEqual([]));
});

describe('countKinds', () => {
  it('counts the kinds that there are', () => {
    expect(
      countKinds([
        runArtifact({ kind: 'log' }),
        runArtifact({ kind: 'decoder' }),
        runArtifact({ kind: 'decoder' }),
      ]),
    ).toEqual([
      { kind: 'decoder', count: 2 },
      { kind: 'log', count: 1 },
    ]);
  });
});
