'use client';

import { ActionIcon, Button, SegmentedControl, Slider, Switch } from '@mantine/core';
import { IconArrowBackUp, IconArrowsHorizontal, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { type ChartSettings, mostSmoothing } from '../../../charts/chart-settings.ts';
import { xModes } from '../../../charts/prepare-step-axis.ts';
import { ZOOM_FACTOR } from '../../../charts/use-plot-input.ts';
import { formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import classes from './curves.module.css';
import type { RunZoom } from './use-run-zoom.ts';

const SMOOTHING_STEP = 0.01;
const ICON_PX = 16;

/** CurvesToolbar says how all charts are drawn: smoothing, scale, what is counted, and which part is in sight. */
export function CurvesToolbar({
  settings,
  onChange,
  onReset,
  zoom,
}: {
  settings: ChartSettings;
  onChange: (change: Partial<ChartSettings>) => void;
  onReset: () => void;
  zoom: RunZoom;
}): ReactNode {
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('charts.toolbar')}>
      <Smoothing value={settings.smoothing} onChange={(smoothing) => onChange({ smoothing })} />
      <SegmentedControl
        size="xs"
        aria-label={t('charts.xAxis')}
        value={settings.xMode}
        onChange={(xMode) => onChange({ xMode })}
        data={xModes.map((value) => ({ value, label: t(`charts.xAxis.${value}`) }))}
      />
      <Switch
        size="xs"
        label={t('charts.log')}
        checked={settings.log}
        onChange={(event) => onChange({ log: event.currentTarget.checked })}
      />
      <ZoomButtons zoom={zoom} />
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        className={classes.reset}
        title={t('charts.reset.help')}
        onClick={onReset}
      >
        {t('charts.reset')}
      </Button>
    </div>
  );
}

function Smoothing({ value, onChange }: { value: number; onChange: (value: number) => void }): ReactNode {
  const labelId = useId();
  return (
    <div className={classes.smoothing} title={t('charts.smoothing.help')}>
      <span id={labelId}>{t('charts.smoothing')}</span>
      <Slider
        className={classes.slider}
        size="sm"
        min={0}
        max={mostSmoothing}
        step={SMOOTHING_STEP}
        label={null}
        thumbProps={{ 'aria-labelledby': labelId }}
        value={value}
        onChange={onChange}
      />
      <output className={classes.smoothingValue}>{value.toFixed(2)}</output>
    </div>
  );
}

function ZoomButtons({ zoom: { shown, controls } }: { zoom: RunZoom }): ReactNode {
  const isWhole = shown === null;
  const buttons = [
    { key: 'in', Icon: IconZoomIn, act: () => controls.zoomBy(ZOOM_FACTOR, null), off: false },
    { key: 'out', Icon: IconZoomOut, act: () => controls.zoomBy(1 / ZOOM_FACTOR, null), off: isWhole },
    { key: 'back', Icon: IconArrowBackUp, act: controls.zoomBack, off: isWhole },
    { key: 'all', Icon: IconArrowsHorizontal, act: controls.zoomOut, off: isWhole },
  ] as const;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a frame and a legend of its own
    <div className={classes.zoom} role="group" aria-label={t('charts.zoom')}>
      {buttons.map(({ key, Icon, act, off }) => (
        <ActionIcon
          key={key}
          variant="subtle"
          color="gray"
          aria-label={t(`charts.zoom.${key}`)}
          title={t(`charts.zoom.${key}`)}
          disabled={off}
          onClick={act}
        >
          <Icon size={ICON_PX} />
        </ActionIcon>
      ))}
      <span className={classes.range} role="status">
        {shown ? t('charts.zoom.range', { from: formatCount(shown.from), to: formatCount(shown.to) }) : null}
      </span>
    </div>
  );
}
