'use client';

import { type RefObject, useEffect, useState } from 'react';
import type { FrameSize } from './view.ts';

/** useFrameSize follows the size of an element, in CSS pixels without its border. One pixel before it is known. */
export function useFrameSize(frame: RefObject<HTMLElement | null>): FrameSize {
  const [size, setSize] = useState<FrameSize>({ width: 1, height: 1 });
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      setSize({ width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return size;
}
