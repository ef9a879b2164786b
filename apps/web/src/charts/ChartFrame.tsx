'use client';

import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconDownload,
  IconFileTypeCsv,
  IconTable,
} from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { t } from '../messages/index.ts';
import { messageOfError } from '../ui/ErrorState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { ChartDataTable } from './ChartDataTable.tsx';
import { ChartLegend } from './ChartLegend.tsx';
import { type ChartModel, isEmptyChart } from './chart-model.ts';
import classes from './charts.module.css';
import { Plot } from './Plot.tsx';
import { PlotOverlay } from './PlotOverlay.tsx';
import { describeChart } from './prepare-line-chart.ts';
import { useFullScreen } from './use-full-screen.ts';
import { usePaced } from './use-paced.ts';

/** A drawing takes tens of milliseconds of the processor that also trains. */
const DRAW_INTERVAL_MS = 1_000;

/** ChartFrameProps: what a chart shows, and what becomes of a click. */
export type ChartFrameProps = {
  readonly model: ChartModel;
  /** How the chart is looked at. News of a training run is drawn now and then, another view at once. */
  readonly view: object;
  readonly onToggleLine: (lineId: string, alone: boolean) => void;
  /** Saves the picture of the element. Both say a sentence when there is something to say about the file. */
  readonly onSavePng: (picture: HTMLElement) => Promise<string | null>;
  readonly onSaveCsv: () => Promise<string | null>;
};

/** ChartFrame is one chart: title, actions, plot, legend, notes and, when asked for, its data as a table. */
export function ChartFrame({ model, view, onToggleLine, onSavePng, onSaveCsv }: ChartFrameProps): ReactNode {
  const { title, yAxis, xAxis, notes } = model;
  const drawn = usePaced(model, { intervalMs: DRAW_INTERVAL_MS, key: view });
  const picture = useRef<HTMLDivElement>(null);
  const { ref, active, toggle } = useFullScreen<HTMLElement>();
  const [showsTable, setShowsTable] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const attempt = async (action: () => Promise<string | null>) => {
    setSaid(null);
    try {
      setSaid(await action());
    } catch (error) {
      setSaid(t('chart.action.failed', { message: messageOfError(error) }));
    }
  };
  const actions = {
    table: () => setShowsTable(!showsTable),
    csv: () => void attempt(onSaveCsv),
    png: () => void attempt(async () => (picture.current ? onSavePng(picture.current) : null)),
    fullScreen: toggle,
  };
  return (
    <figure
      ref={ref}
      className={classes.frame}
      data-chart
      data-full-screen={active || undefined}
      aria-label={describeChart(model)}
    >
      <Actions title={title} shows={{ table: showsTable, fullScreen: active }} actions={actions} />
      <div ref={picture} className={classes.picture}>
        <h4 className={classes.title}>{title}</h4>
        <div className={classes.axisLabel}>{yAxis.label}</div>
        <div className={classes.plotArea}>
          <Plot model={drawn} />
          {isEmptyChart(model) ? (
            <p className={classes.empty}>{t('chart.empty')}</p>
          ) : (
            <PlotOverlay model={drawn} />
          )}
        </div>
        <div className={classes.axisLabel} data-end>
          {xAxis.label}
        </div>
        <ChartLegend model={model} onToggle={onToggleLine} />
        {notes.map((note) => (
          <p key={note} className={classes.note}>
            {note}
          </p>
        ))}
      </div>
      <p role="status" className={classes.note}>
        {said}
      </p>
      {showsTable ? <ChartDataTable model={model} /> : null}
    </figure>
  );
}

const ICON_PX = 16;

function Actions({
  title,
  shows,
  actions,
}: {
  title: string;
  shows: { table: boolean; fullScreen: boolean };
  actions: Record<'table' | 'csv' | 'png' | 'fullScreen', () => void>;
}): ReactNode {
  const FullScreenIcon = shows.fullScreen ? IconArrowsMinimize : IconArrowsMaximize;
  return (
    <div className={classes.actions}>
      <IconButton
        label={t(shows.table ? 'chart.action.table.hide' : 'chart.action.table', { title })}
        onClick={actions.table}
      >
        <IconTable size={ICON_PX} />
      </IconButton>
      <IconButton label={t('chart.action.csv', { title })} onClick={actions.csv}>
        <IconFileTypeCsv size={ICON_PX} />
      </IconButton>
      <IconButton label={t('chart.action.png', { title })} onClick={actions.png}>
        <IconDownload size={ICON_PX} />
      </IconButton>
      <IconButton
        label={
          shows.fullScreen ? t('chart.action.fullScreen.leave') : t('chart.action.fullScreen', { title })
        }
        onClick={actions.fullScreen}
      >
        <FullScreenIcon size={ICON_PX} />
      </IconButton>
    </div>
  );
}
