import { memo, type ReactNode } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { formatCoordinate } from './format-latent.ts';
import classes from './latent.module.css';
import type { LatentClass } from './prepare-classes.ts';

/** ClassTable says in numbers where each class lies: what the plot shows, for those who read it or hear it. */
export const ClassTable = memo(function ClassTable({
  shown,
  xLabel,
  yLabel,
}: {
  shown: readonly LatentClass[];
  xLabel: string;
  yLabel: string | null;
}): ReactNode {
  const axes = yLabel === null ? [xLabel] : [xLabel, yLabel];
  return (
    <details className={classes.tableFrame}>
      <summary>{t('latent.table')}</summary>
      <table>
        <caption>{t('latent.table.spread.help')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('latent.table.class')}</th>
            <th scope="col">{t('latent.table.count')}</th>
            {axes.map((axis) => (
              <th key={axis} scope="col">
                {t('latent.table.center', { axis })}
              </th>
            ))}
            <th scope="col">{t('latent.table.spread')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ label, name, count, centerX, centerY, spread }) => (
            <tr key={label}>
              <th scope="row">{name}</th>
              <td>{formatCount(count)}</td>
              <td>{formatCoordinate(centerX)}</td>
              {yLabel === null ? null : <td>{formatCoordinate(centerY)}</td>}
              <td>{formatCoordinate(spread)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
});
