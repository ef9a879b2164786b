'use client';

import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { ChartControlsProvider } from '../../../charts/ChartControls.tsx';
import type { SeriesValues, StepRange } from '../../../charts/chart-model.ts';
import { type ChartSettings, useChartSettings } from '../../../charts/chart-settings.ts';
import type { ChartView } from '../../../charts/prepare-line-chart.ts';
import { frameEndOf, prepareStepAxis } from '../../../charts/prepare-step-axis.ts';
import type { FirstLines } from '../../../live/first-lines.ts';
import type { RunClock } from '../../../live/run-clock.ts';
import { useRunClock } from '../../../live/use-run-clock.ts';
import { useRunSeries } from '../../../live/use-run-series.ts';
import { ErrorState, messageOfError, StaleNotice } from '../../../ui/ErrorState.tsx';
import type { RunDetail } from '../prepare-run.ts';
import { Section } from '../Section.tsx';
import { CurveGroup } from './CurveGroup.tsx';
import { CurvesSkeleton } from './CurvesSkeleton.tsx';
import { CurvesToolbar } from './CurvesToolbar.tsx';
import classes from './curves.module.css';
import { chartedSeriesNames, PLOT_WIDTH_PX, prepareRunCharts } from './prepare-run-charts.ts';
import { useHiddenLines } from './use-hidden-lines.ts';
import { useRunZoom } from './use-run-zoom.ts';
import { useSaveChart } from './use-save-chart.ts';

/** Smoothing acts once over so much of a run: with 14,000 steps, over 14. */
const SMOOTHING_UNITS = 1_000;

/** RunCurves draws all series of a run, and keeps up with it while it trains. */
export function RunCurves({ run, first }: { run: RunDetail; first: FirstLines | null }): ReactNode {
  const [settings, change] = useChartSettings();
  const lines = useHiddenLines();
  const [othersPage, setOthersPage] = useState(0);
  const zoom = useRunZoom({ from: 0, to: run.progress.step });
  const { series, status, error, retry } = useRunSeries({
    run,
    names: chartedSeriesNames(run, othersPage),
    widthPx: PLOT_WIDTH_PX,
    range: zoom.fetched,
    first,
  });
  const clock = useRunClock(run);
  const view = useView({ run, series, clock, settings, shown: zoom.shown, hidden: lines.hidden });
  const groups = useMemo(
    () => prepareRunCharts({ run, series, view, othersPage }),
    [run, series, view, othersPage],
  );
  const save = useSaveChart({ run, range: zoom.shown, clock });
  // The first charts are drawn at once, and the others, mostly below the window, when those are seen.
  const drawsAll = useDeferredValue(series.length > 0, false);
  if (status === 'loading' && series.length === 0) return <CurvesSkeleton />;
  if (status === 'error' && series.length === 0) {
    return <ErrorState message={messageOfError(error)} onRetry={retry} />;
  }
  const reset = () => {
    change(null);
    lines.showAll();
    zoom.controls.zoomOut();
  };
  return (
    <Section id="curves">
      {error ? <StaleNotice message={messageOfError(error)} /> : null}
      <CurvesToolbar settings={settings} onChange={change} onReset={reset} zoom={zoom} />
      <ChartControlsProvider controls={zoom.controls}>
        <div className={classes.groups}>
          {groups.map((group, i) => (
            <CurveGroup
              key={group.id}
              group={group}
              waits={i > 0 && !drawsAll}
              view={view}
              folded={settings.folded.includes(group.id)}
              onFold={() => change({ folded: toggled(settings.folded, group.id) })}
              onToggleLine={lines.toggle}
              onPage={setOthersPage}
              save={save}
            />
          ))}
        </div>
      </ChartControlsProvider>
    </Section>
  );
}

/**
 * The view stays the very same while only points come in, so that charts without news are not drawn again. Smoothing
 * may lag behind the slider: drawing all charts takes longer than the slider moves.
 */
function useView(input: {
  run: RunDetail;
  series: readonly SeriesValues[];
  clock: RunClock | null;
  settings: ChartSettings;
  shown: StepRange | null;
  hidden: ReadonlySet<string>;
}): ChartView {
  const { run, series, clock, settings, shown, hidden } = input;
  const { step, totalSteps, totalEpochs } = run.progress;
  const { xMode, log } = settings;
  const weight = useDeferredValue(settings.smoothing);
  const lastStep = series.reduce((last, { steps }) => Math.max(last, steps.at(-1) ?? 0), step);
  const end = frameEndOf(lastStep, run.progress);
  return useMemo(
    () => ({
      axis: prepareStepAxis({ mode: xMode, end, length: { totalSteps, totalEpochs }, clock, zoom: shown }),
      zoomed: shown !== null,
      log,
      hidden,
      smoothing: { weight, unitSteps: Math.max(1, totalSteps, end) / SMOOTHING_UNITS },
    }),
    [xMode, end, totalSteps, totalEpochs, clock, shown, log, hidden, weight],
  );
}

function toggled(all: readonly string[], one: string): string[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
}
