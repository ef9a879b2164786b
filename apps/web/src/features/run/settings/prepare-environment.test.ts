import { describe, expect, it } from 'vitest';
import { prepareEnvironment, writeEnvironment } from './prepare-environment.ts';

const environment = {
  tfjs: '4.22.0',
  mine: { nested: 3 },
  imageShape: [28, 28, 1],
  git: { commit: 'abc', dirty: true },
  cpu: { cores: 2 },
  memoryBytes: 2 ** 30,
  commandLine: '',
};

describe('prepareEnvironment', () => {
  it('groups what was captured, and keeps what it does not know', () => {
    expect(
      prepareEnvironment(environment).map(({ title, entries }) => [
        title,
        entries.map(({ name, value }) => [name, value]),
      ]),
    ).toEqual([
      ['Start', [['commandLine', '—']]],
      [
        'Code',
        [
          ['git.commit', 'abc'],
          ['git.dirty', 'yes'],
        ],
      ],
      [
        'Machine',
        [
          ['cpu.cores', '2'],
          ['memoryBytes', '1.00 GiB'],
        ],
      ],
      ['Software', [['tfjs', '4.22.0']]],
      ['Data', [['imageShape', '28 × 28 × 1']]],
      ['Other', [['mine.nested', '3']]],
    ]);
  });

  it('has no groups of nothing', () => expect(prepareEnvironment({ git: undefined })).toHaveLength(1));
});

describe('writeEnvironment', () => {
  it('is a line for each value', () => {
    expect(writeEnvironment({ node: '24.9.0', mine: 1 })).toBe('node: 24.9.0\nmine: 1');
  });
});
