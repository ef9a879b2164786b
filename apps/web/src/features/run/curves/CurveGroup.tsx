import { Button, Skeleton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { ChartFrame } from '../../../charts/ChartFrame.tsx';
import type { ChartView } from '../../../charts/prepare-line-chart.ts';
import { t } from '../../../messages/index.ts';
import { CHART_PX } from './CurvesSkeleton.tsx';
import classes from './curves.module.css';
import type { ChartGroup } from './prepare-run-charts.ts';
import type { SaveChart } from './use-save-chart.ts';

/** CurveGroup is a heading that folds, and the charts below it. */
export function CurveGroup({
  group,
  view,
  waits,
  folded,
  onFold,
  onToggleLine,
  onPage,
  save,
}: {
  group: ChartGroup;
  view: ChartView;
  /** Nothing is drawn yet; the room is kept. */
  waits: boolean;
  folded: boolean;
  onFold: () => void;
  onToggleLine: (line: { lineId: string; alone: boolean; among: readonly string[] }) => void;
  onPage: (page: number) => void;
  save: SaveChart;
}): ReactNode {
  const chartsId = useId();
  return (
    <section
      className={classes.group}
      data-group={group.id}
      data-charts={group.charts.length}
      data-folded={folded || undefined}
    >
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
          : group.charts.map((chart) =>
              waits ? (
                <Skeleton key={chart.id} height={CHART_PX} radius={8} />
              ) : (
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
              ),
            )}
      </div>
      {group.page && !folded ? <Pages {...group.page} note={group.note} onPage={onPage} /> : null}
    </section>
  );
}

function Pages({
  at,
  count,
  note,
  onPage,
}: {
  at: number;
  count: number;
  note: string | null;
  onPage: (page: number) => void;
}): ReactNode {
  return (
    <div className={classes.pages}>
      <Button variant="default" size="compact-xs" disabled={at === 0} onClick={() => onPage(at - 1)}>
        {t('charts.group.other.previous')}
      </Button>
      <Button variant="default" size="compact-xs" disabled={at >= count - 1} onClick={() => onPage(at + 1)}>
        {t('charts.group.other.next')}
      </Button>
      <span role="status">{note}</span>
    </div>
  );
}
