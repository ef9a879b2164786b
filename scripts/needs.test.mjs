import { describe, expect, it } from 'vitest';
import { datasetOf, needsOf, verbOf } from './needs.mjs';

const DATABASE = ['dependencies', 'prisma-client', 'postgres'];

describe('needsOf', () => {
  it.each([
    [['up'], [...DATABASE, 'web'], ['tensorflow', 'dataset']],
    [['train', '--json'], [...DATABASE, 'tensorflow', 'dataset'], []],
    [['train', '--dataset', 'fashion-mnist'], [...DATABASE, 'tensorflow', 'dataset'], []],
    [['train', '--dataset', '/data/idx'], [...DATABASE, 'tensorflow'], []],
    [['train', '--dataset=/data/idx'], [...DATABASE, 'tensorflow'], []],
    [['train', '--set', 'dataset=/data/idx'], [...DATABASE, 'tensorflow'], []],
    [['resume', 'abc'], [...DATABASE, 'tensorflow'], ['dataset']],
    [['bench'], [...DATABASE, 'tensorflow', 'dataset'], []],
    [['runs', 'list', '--json'], DATABASE, []],
    [['db', 'status'], DATABASE, []],
    [['down'], DATABASE, []],
    [['train', '--help'], ['dependencies'], []],
    [['--help'], ['dependencies'], []],
    [[], ['dependencies'], []],
    [['no-such-verb'], ['dependencies'], []],
  ])('%j', (args, required, optional) => {
    expect(needsOf(args)).toEqual({ required, optional });
  });
});

describe('datasetOf', () => {
  it('takes the last one that is named', () => {
    expect(datasetOf(['--dataset', 'a', '--set=dataset=b', '--set', 'beta=4'])).toBe('b');
    expect(datasetOf(['--set', 'beta=4'])).toBeUndefined();
  });
});

describe('verbOf', () => {
  it('is the first word that is not a flag', () => {
    expect(verbOf(['--json', 'doctor'])).toBe('doctor');
    expect(verbOf(['--json'])).toBeUndefined();
  });
});
