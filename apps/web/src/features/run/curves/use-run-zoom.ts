'use client';

import { useMemo, useState } from 'react';
import type { ChartControls } from '../../../charts/ChartControls.tsx';
import type { StepRange } from '../../../charts/chart-model.ts';
import { createHoverStore } from '../../../charts/hover-store.ts';
import { scaleRange, widenRange, type ZoomStack, zoomInto } from '../../../charts/zoom-stack.ts';

/** RunZoom is the part of a run in sight of all its charts; null for all of it. */
export type RunZoom = {
  readonly shown: StepRange | null;
  /** The part to ask the server for. */
  readonly fetched: { readonly fromStep: number; readonly toStep: number } | null;
  readonly controls: ChartControls;
};

/** useRunZoom keeps the way into a run, and joins its charts. `all` is as far as the run is. */
export function useRunZoom(all: StepRange): RunZoom {
  const [stack, setStack] = useState<ZoomStack>([]);
  const [hover] = useState(() => createHoverStore());
  const { to: lastStep } = all;
  return useMemo(() => {
    const whole = { from: 0, to: lastStep };
    const shown = stack.at(-1) ?? null;
    const zoomBy = (factor: number, aroundStep: number | null) => {
      const from = shown ?? whole;
      const scaled = scaleRange(from, { at: aroundStep ?? (from.from + from.to) / 2, factor, all: whole });
      const isWhole = scaled.from <= whole.from && scaled.to >= whole.to;
      setStack(isWhole ? [] : zoomInto(stack, scaled));
    };
    return {
      shown,
      fetched: shown && fetchedFor(shown),
      controls: {
        hover,
        zoomInto: (range) => setStack(zoomInto(stack, range)),
        zoomBy,
        zoomBack: () => setStack(stack.slice(0, -1)),
        zoomOut: () => setStack([]),
      },
    };
  }, [stack, hover, lastStep]);
}

function fetchedFor(shown: StepRange): RunZoom['fetched'] {
  const { from, to } = widenRange(shown);
  return { fromStep: from, toStep: to };
}
