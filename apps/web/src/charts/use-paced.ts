'use client';

import { useEffect, useState } from 'react';

/**
 * usePaced passes a value on at most every `intervalMs`, and always the newest in the end; when `key` changes, at once.
 * So what a person does is seen immediately, and what a training run sends costs it no processor time.
 */
export function usePaced<Value>(
  value: Value,
  { intervalMs, key }: { intervalMs: number; key: unknown },
): Value {
  const [passed, setPassed] = useState({ value, key, atMs: 0 });
  const isDue = passed.key !== key;
  if (isDue) setPassed({ value, key, atMs: performance.now() });
  useEffect(() => {
    if (passed.value === value) return;
    const pass = () => setPassed({ value, key, atMs: performance.now() });
    const timer = setTimeout(pass, Math.max(0, passed.atMs + intervalMs - performance.now()));
    return () => clearTimeout(timer);
  }, [value, key, passed, intervalMs]);
  return isDue ? value : passed.value;
}
