'use client';

import { useEffect, useState } from 'react';
import { timeLeftMs } from '../../runs/prepare-run-row.ts';
import type { RunDetail } from '../prepare-run.ts';
import { roundTimeLeft, type ShownTimeLeft, settleTimeLeft } from './time-left.ts';

/** useTimeLeft returns how long a run will still train, settled and rounded; null when it does not train or nothing is known yet. */
export function useTimeLeft(run: RunDetail): number | null {
  const [shown, setShown] = useState<ShownTimeLeft | null>(null);
  const { status, progress } = run;
  const estimateMs = status === 'RUNNING' ? timeLeftMs(run) : null;
  useEffect(() => {
    const nowMs = performance.now();
    setShown((before) =>
      estimateMs === null || progress.step === 0 ? null : settleTimeLeft(before, { estimateMs, nowMs }),
    );
  }, [estimateMs, progress.step]);
  return shown && estimateMs !== null ? roundTimeLeft(shown.leftMs) : null;
}
