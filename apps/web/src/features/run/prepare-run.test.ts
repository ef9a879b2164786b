import { describe, expect, it } from 'vitest';
import { runArtifact, runDetail } from '../../testing/runs.ts';
import {
  artifactAddress,
  choosePictures,
  epochAtStep,
  prepareConfig,
  prepareEnvironment,
  prepareFacts,
  sortArtifacts,
} from './prepare-run.ts';

const summary = {
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
  it('gives the best value with its epoch and its unit', () => {
    const [best] = prepareFacts(runDetail({ summary: { val_nelbo: summary } }));
    expect(best).toEqual({
      label: 'Best val_nelbo, epoch 4',
      value: '262.46',
      more: 'nats/image, grey pixels',
    });
  });

  it('gives dashes before the first epoch', () => {
    const facts = prepareFacts(runDetail());
    expect(facts.slice(0, 3).map((fact) => fact.value)).toEqual(['—', '—', '—']);
    expect(facts[0]?.label).toBe('Best val_nelbo');
  });
});

describe('epochAtStep', () => {
  it.each([
    [469, { totalSteps: 2345, totalEpochs: 5 }, 1],
    [2345, { totalSteps: 2345, totalEpochs: 5 }, 5],
    [null, { totalSteps: 2345, totalEpochs: 5 }, null],
    [469, { totalSteps: 0, totalEpochs: 0 }, null],
  ])('step %s', (step, totals, epoch) => expect(epochAtStep(step, totals)).toBe(epoch));
});

describe('choosePictures', () => {
  it('takes the newest of each kind, whatever the order', () => {
    const pictures = choosePictures([
      runArtifact({ id: 'b', step: 938, epoch: 2 }),
      runArtifact({ id: 'a', step: 469, epoch: 1 }),
      runArtifact({ id: 'e', kind: 'evaluation-images', step: null, epoch: null }),
    ]);
    expect(pictures).toMatchObject({
      epoch: 2,
      reconstructions: { id: 'b' },
      evaluation: { id: 'e' },
      samples: null,
      grid: null,
    });
  });

  it('does not show as a picture what is none', () => {
    expect(choosePictures([runArtifact({ mediaType: 'text/html' })]).reconstructions).toBeNull();
  });
});

describe('artifactAddress', () => {
  it('names the bytes, so that the browser may keep them', () => {
    expect(artifactAddress({ id: 'abc', sha256: 'ff' })).toBe('/api/artifacts/abc?sha256=ff');
  });
});

describe('sortArtifacts', () => {
  it('puts what belongs to the whole run first, then the newest step, then by name', () => {
    const sorted = sortArtifacts([
      runArtifact({ id: 'old', step: 1 }),
      runArtifact({ id: 'new-z', step: 2, name: 'z' }),
      runArtifact({ id: 'log', step: null }),
      runArtifact({ id: 'new-a', step: 2, name: 'a' }),
    ]);
    expect(sorted.map((artifact) => artifact.id)).toEqual(['log', 'new-a', 'new-z', 'old']);
  });
});

describe('prepareConfig', () => {
  it('writes every key', () => {
    const entries = Object.fromEntries(
      prepareConfig(runDetail().config).map(({ name, value }) => [name, value]),
    );
    expect(entries).toMatchObject({
      preset: 'fashion-mnist-conv',
      limit: 'all',
      encoderFilters: '32, 64, 64',
      denseUnits: '—',
      learningRate: '0.001',
      deterministic: 'no',
    });
    expect(Object.keys(entries)).toEqual(Object.keys(runDetail().config));
  });

  it('writes a seed digit by digit', () => {
    const config = { ...runDetail().config, seed: 4_294_967_295 };
    expect(prepareConfig(config).find(({ name }) => name === 'seed')?.value).toBe('4294967295');
  });
});

describe('prepareEnvironment', () => {
  it('flattens what was captured', () => {
    expect(
      prepareEnvironment({
        cpu: { cores: 2 },
        imageShape: [28, 28, 1],
        memoryBytes: 2 ** 30,
        git: { dirty: true },
        diff: null,
      }),
    ).toEqual([
      { name: 'cpu.cores', value: '2' },
      { name: 'imageShape', value: '28, 28, 1' },
      { name: 'memoryBytes', value: '1.00 GiB' },
      { name: 'git.dirty', value: 'yes' },
      { name: 'diff', value: '—' },
    ]);
  });
});
