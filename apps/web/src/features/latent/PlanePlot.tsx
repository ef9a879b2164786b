'use client';

import { type KeyboardEvent, type ReactNode, type RefObject, useId } from 'react';
import { t } from '../../messages/index.ts';
import classes from './latent.module.css';
import type { ScenePoints } from './moving-points.ts';
import { type OverlayModel, PlaneCross, type PlaneCursor, PlaneGrid, PlaneOverlay } from './PlaneOverlay.tsx';
import { PointsLayer } from './PointsLayer.tsx';
import { type PlaneCommand, planeCommandOf } from './plane-keys.ts';
import { useGestures } from './use-gestures.ts';
import type { FrameSize, Place, View } from './view.ts';

/** PlanePlotProps are what the plot shows, and who is told what the person does. Places are in pixels of the frame. */
export type PlanePlotProps = {
  /** Measures the frame. */
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly size: FrameSize;
  readonly view: View;
  readonly points: ScenePoints;
  readonly overlay: OverlayModel;
  readonly cursor: PlaneCursor | null;
  readonly summary: string;
  /** What the cross is at, said after it was moved by keys. */
  readonly spoken: string;
  readonly still: boolean;
  /** A note in the middle, when there is nothing to see. */
  readonly empty: string | null;
  /** Someone comes near: what is heavy may be loaded. */
  near(): void;
  change(update: (view: View) => View): void;
  hover(at: Place | null): void;
  pick(at: Place): void;
  command(command: PlaneCommand): void;
};

/** PlanePlot is the frame with the points: pointer, fingers and keys go in, and it draws what it is told. */
export function PlanePlot(props: PlanePlotProps): ReactNode {
  const { frame, size, view, points, overlay, cursor, summary, spoken, still, empty } = props;
  const keysId = useId();
  const gestures = useGestures(frame, props);
  const onKeyDown = (event: KeyboardEvent) => {
    const command = planeCommandOf(event);
    if (!command) return;
    event.preventDefault();
    props.command(command);
  };
  return (
    <div className={classes.plot} data-strip={overlay.yLabel === null || undefined}>
      <div
        ref={frame}
        className={classes.frame}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the cross over it
        tabIndex={0}
        role="application"
        aria-roledescription={t('latent.role')}
        aria-label={summary}
        aria-describedby={keysId}
        onKeyDown={onKeyDown}
        onPointerEnter={props.near}
        onFocus={props.near}
        {...gestures}
      >
        <PlaneGrid model={overlay} size={size} />
        <PointsLayer points={points} view={view} size={size} still={still} />
        <PlaneOverlay model={overlay} size={size} />
        {cursor ? <PlaneCross cursor={cursor} /> : null}
        {empty ? <p className={classes.empty}>{empty}</p> : null}
      </div>
      <p id={keysId} className={classes.keys}>
        {t('latent.keys')}
      </p>
      <p className={classes.spoken} aria-live="polite">
        {spoken}
      </p>
    </div>
  );
}
