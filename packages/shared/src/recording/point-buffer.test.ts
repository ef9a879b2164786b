import { expect, it } from 'vitest';
import { createPointBuffer, joinColumns } from './point-buffer.ts';

const columnsOf = (...points: [name: string, step: number][]) => {
  const buffer = createPointBuffer();
  for (const [name, step] of points) buffer.add({ name, step, epoch: 1, value: step / 2, wallTimeMs: step });
  return buffer.toColumns();
};

it('joins batches that name their series in different orders', () => {
  const parts = [
    columnsOf(['loss', 1], ['kl_loss', 1]),
    columnsOf(['kl_loss', 2]),
    columnsOf(),
    columnsOf(['val_loss', 2], ['loss', 2]),
  ];
  expect(joinColumns(parts)).toEqual(
    columnsOf(['loss', 1], ['kl_loss', 1], ['kl_loss', 2], ['val_loss', 2], ['loss', 2]),
  );
});

it('leaves a single batch as it is', () => {
  const only = columnsOf(['loss', 1]);
  expect(joinColumns([only])).toBe(only);
});
