import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { ChartFrame } from '../../../charts/ChartFrame.tsx';
import type { ChartView } from '../../../charts/prepare-line-chart.ts';
import { t } from '../../../messages/index.ts';
import classes from './curves.module.css';
import type { ChartGroup } from './prepare-run-charts.ts';
import type { SaveChart } from './use-save-chart.ts';

/** CurveGroup is a heading that folds, and the charts below it. */
export function CurveGroup({
  group,
  view,
  folded,
  onFold,
  onToggleLine,
  save,
}: {
  group: ChartGroup;
  view: ChartView;
  folded: boolean;
  onFold: () => void;
  onToggleLine: (line: { lineId: string; alone: boolean; among: readonly string[] }) => void;
  save: SaveChart;
}): ReactNode {
  const chartsId = useId();
  return (
    <section className={classes.group} data-group={group.id} data-folded={folded || undefined}>
      <h3 className={classes.groupTitle}>
        <button type="button" aria-expanded={!folded} aria-controls={chartsId} onClick={onFold}>
          <IconChevronDown size={16} className={classes.chevron} aria-hidden />
          {t(`charts.group.${group.id}`)}
          <span className={classes.count}>{folded ? group.charts.length : null}</span>
        </button>
      </h3>
      <div id={chartsId} className={classes.charts} hidden={folded}>
        {folded
          ? null
          : group.charts.map((chart) => (
              <ChartFrame
                key={chart.id}
                model={chart}
                view={view}
                onToggleLine={(lineId, alone) =>
                  onToggleLine({ lineId, alone, among: chart.lines.map((line) => line.id) })
                }
                onSavePng={(picture) => save.png(chart, picture)}
                onSaveCsv={() => save.csv(chart)}
              />
            ))}
      </div>
      {group.note && !folded ? <p className={classes.groupNote}>{group.note}</p> : null}
    </section>
  );
}
