import { describe, expect, it } from 'vitest';
import { chartLine, stepAxis } from '../testing/charts.ts';
import { prepareTable } from './prepare-table.ts';

const xAxis = stepAxis(1000);

describe('prepareTable', () => {
  it('has a row for each step of a line in sight, and a dash where a line has no point', () => {
    const lines = [
      chartLine('train', [
        [1, 5],
        [2, null],
      ]),
      chartLine('val', [[2, 4]]),
      chartLine('hidden', [[3, 1]], { hidden: true }),
    ];
    expect(prepareTable({ lines, xAxis })).toEqual({
      columns: ['Place', 'train', 'val'],
      rows: [
        { step: 1, cells: ['step 1 · epoch 0.00', '5', '—'] },
        { step: 2, cells: ['step 2 · epoch 0.00', 'NaN', '4'] },
      ],
      note: null,
    });
  });

  it('is thinned to 200 rows, the first and the last among them, and says so', () => {
    const pairs = Array.from({ length: 1000 }, (_, i) => [i + 1, i] as const);
    const { rows, note } = prepareTable({ lines: [chartLine('train', pairs)], xAxis });
    expect(rows).toHaveLength(200);
    expect([rows[0]?.step, rows.at(-1)?.step]).toEqual([1, 1000]);
    expect(note).toBe('200 of 1,000 places.');
  });
});
