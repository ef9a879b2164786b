import { expect, it } from 'vitest';
import { workerRow, workersStatus } from '../../testing/workers.ts';
import { prepareWorkers } from './prepare-workers.ts';

const sweep = { id: '1m86ammtb54b67bz', labels: ['gpu'] };
const trial = { id: '1m86ammtb54b67b1', name: 'beta=1', sweepId: sweep.id, trial: 5 };
const other = { id: '1m86ammtb54b67b2', name: 'alone', sweepId: null, trial: null };

it('says what each worker does, those of the sweep first and those that cannot take it last', () => {
  const workers = [
    workerRow({ id: 'a', slot: 1, labels: [] }),
    workerRow({ id: 'b', slot: 2, labels: ['gpu'] }),
    workerRow({ id: 'c', slot: 3, labels: ['gpu'], state: 'working', run: other }),
    workerRow({ id: 'd', slot: 4, labels: ['gpu', 'lab2'], state: 'working', run: trial }),
    workerRow({
      id: 'e',
      slot: 5,
      labels: ['gpu'],
      state: 'stopped',
      stoppedReason: 'Three failures in a row.',
    }),
    workerRow({ id: 'f', slot: 6, labels: ['gpu'], alive: false }),
  ];
  expect(prepareWorkers(workersStatus(workers), sweep)).toEqual([
    {
      id: 'd',
      name: 'lab, place 4',
      labels: 'gpu, lab2',
      does: 'trains trial 5:',
      run: trial,
      tone: 'working',
    },
    { id: 'b', name: 'lab, place 2', labels: 'gpu', does: 'waits for a run', run: null, tone: 'idle' },
    {
      id: 'c',
      name: 'lab, place 3',
      labels: 'gpu',
      does: 'trains another run:',
      run: other,
      tone: 'working',
    },
    {
      id: 'e',
      name: 'lab, place 5',
      labels: 'gpu',
      does: 'Three failures in a row.',
      run: null,
      tone: 'bad',
    },
    {
      id: 'a',
      name: 'lab, place 1',
      labels: '',
      does: 'lacks the labels gpu of this sweep',
      run: null,
      tone: 'idle',
    },
  ]);
});

it('keeps a silent worker in sight while it holds a trial of the sweep', () => {
  const workers = [workerRow({ alive: false, state: 'working', run: trial })];
  expect(prepareWorkers(workersStatus(workers), sweep)).toMatchObject([
    { does: 'has not been heard of for a while', tone: 'bad', run: trial },
  ]);
});

it('names the process where several of one machine work', () => {
  const workers = [
    workerRow({ id: 'a', pid: 7, slot: 1 }),
    workerRow({ id: 'b', pid: 7, slot: 2 }),
    workerRow({ id: 'c', pid: 8, slot: 1 }),
    workerRow({ id: 'd', host: 'desk', pid: 7, slot: 1 }),
    workerRow({ id: 'e', host: 'desk', pid: 9, slot: 1, alive: false }),
  ];
  expect(prepareWorkers(workersStatus(workers), sweep).map(({ name }) => name)).toEqual([
    'lab, process 7, place 1',
    'lab, process 7, place 2',
    'lab, process 8, place 1',
    'desk, place 1',
  ]);
});
