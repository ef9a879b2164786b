'use client';

import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';

/**
 * lazy makes a component that is loaded when it is first shown, in the browser only. Until then nothing stands in its
 * place, and what is around it stays: without a boundary of its own the whole page would give way to its skeleton.
 */
export function lazy<Props>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return dynamic(load, { ssr: false });
}
