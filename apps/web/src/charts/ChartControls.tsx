'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { StepRange } from './chart-model.ts';
import type { HoverStore } from './hover-store.ts';

/** ChartControls are what a person can do in one chart that changes all of them. */
export type ChartControls = {
  readonly hover: HoverStore;
  zoomInto(range: StepRange): void;
  /** zoomBy makes the range in sight so many times as wide, around a step. */
  zoomBy(factor: number, aroundStep: number | null): void;
  zoomBack(): void;
  zoomOut(): void;
};

const Context = createContext<ChartControls | null>(null);

/** ChartControlsProvider joins the charts below it. */
export function ChartControlsProvider({
  controls,
  children,
}: {
  controls: ChartControls;
  children: ReactNode;
}): ReactNode {
  return <Context value={controls}>{children}</Context>;
}

/** useChartControls returns the controls of the charts around. */
export function useChartControls(): ChartControls {
  const controls = useContext(Context);
  if (!controls) throw new Error('useChartControls: there is no ChartControlsProvider around this chart.');
  return controls;
}
