import { memo, type ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import classes from './latent.module.css';
import type { FrameTick, PriorCircle } from './prepare-axes.ts';
import type { PlacedName } from './prepare-names.ts';
import type { FrameSize, Place } from './view.ts';

/** OverlayModel is what is written round and over the points, in pixels of the frame. */
export type OverlayModel = {
  readonly ticks: { readonly x: readonly FrameTick[]; readonly y: readonly FrameTick[] };
  readonly circles: readonly PriorCircle[];
  readonly names: readonly PlacedName[];
  readonly xLabel: string;
  readonly yLabel: string | null;
};

/** PlaneCursor is what the pointer or the cross is at. */
export type PlaneCursor = { readonly at: Place; readonly onPoint: boolean; readonly color: string | null };

const TICK_GAP_PX = 8;

/** PlaneGrid is drawn below the points: lines at the ticks. */
export const PlaneGrid = memo(function PlaneGrid({
  model,
  size,
}: {
  model: OverlayModel;
  size: FrameSize;
}): ReactNode {
  const { ticks } = model;
  return (
    <svg className={classes.grid} width={size.width} height={size.height} aria-hidden="true">
      {ticks.x.map(({ atPx, text }) => (
        <line key={`x${text}`} x1={atPx} x2={atPx} y1={0} y2={size.height} />
      ))}
      {ticks.y.map(({ atPx, text }) => (
        <line key={`y${text}`} x1={0} x2={size.width} y1={atPx} y2={atPx} />
      ))}
    </svg>
  );
});

/** PlaneOverlay is drawn above the points: the axes, the circles of the prior, and names. */
export const PlaneOverlay = memo(function PlaneOverlay({
  model,
  size,
}: {
  model: OverlayModel;
  size: FrameSize;
}): ReactNode {
  const { ticks, circles, names, xLabel, yLabel } = model;
  const { width, height } = size;
  return (
    <svg className={classes.overlay} width={width} height={height} aria-hidden="true">
      {ticks.x.map(({ atPx, text }) => (
        <text key={text} x={atPx} y={height + 16} textAnchor="middle">
          {text}
        </text>
      ))}
      {ticks.y.map(({ atPx, text }) => (
        <text key={text} x={-TICK_GAP_PX} y={atPx} dy="0.35em" textAnchor="end">
          {text}
        </text>
      ))}
      <text className={classes.axisName} x={width} y={height + 33} textAnchor="end">
        {xLabel}
      </text>
      {yLabel === null ? null : (
        <text className={classes.axisName} x={-TICK_GAP_PX} y={-10} textAnchor="start">
          {yLabel}
        </text>
      )}
      <svg width={width} height={height} className={classes.circles} aria-hidden="true">
        {circles.map(({ sigma, x, y, radiusPx }) => (
          <circle key={sigma} cx={x} cy={y} r={radiusPx} />
        ))}
      </svg>
      {circles.map((circle) => (
        <SigmaLabel key={circle.sigma} circle={circle} size={size} />
      ))}
      {names.map(({ label, name, x, y }) => (
        <text key={label} className={classes.name} x={x} y={y} dy="0.35em" textAnchor="middle">
          {name}
        </text>
      ))}
    </svg>
  );
});

/** Written where a circle crosses the diagonal, inside the frame. */
function SigmaLabel({ circle, size }: { circle: PriorCircle; size: FrameSize }): ReactNode {
  const offset = circle.radiusPx * Math.SQRT1_2;
  const [x, y] = [circle.x + offset, circle.y - offset];
  if (x < 0 || y < 0 || x > size.width || y > size.height) return null;
  return (
    <text className={classes.sigma} x={x + 3} y={y - 3}>
      {t('latent.sigma', { sigma: circle.sigma })}
    </text>
  );
}

const CROSS_PX = 24;

/** PlaneCross marks what is pointed at. A small picture of its own: nothing else is drawn anew when it moves. */
export function PlaneCross({ cursor: { at, onPoint, color } }: { cursor: PlaneCursor }): ReactNode {
  const corner = -CROSS_PX / 2;
  return (
    <svg
      className={classes.cross}
      width={CROSS_PX}
      height={CROSS_PX}
      viewBox={`${corner} ${corner} ${CROSS_PX} ${CROSS_PX}`}
      style={{ transform: `translate(${at.x + corner}px, ${at.y + corner}px)` }}
      aria-hidden="true"
    >
      {onPoint ? (
        <>
          <circle className={classes.crossHalo} r={8} />
          <circle r={8} />
          <circle className={classes.crossPoint} r={4.5} style={{ fill: color ?? undefined }} />
        </>
      ) : (
        <path d="M-9 0H-3M3 0H9M0 -9V-3M0 3V9" />
      )}
    </svg>
  );
}
