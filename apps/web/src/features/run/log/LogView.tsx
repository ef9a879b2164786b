'use client';

import { Button } from '@mantine/core';
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { memo, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../../messages/index.ts';
import classes from './log.module.css';
import { type LogMatch, splitLogLine } from './log-text.ts';

const LINE_PX = 19;
const OVERSCAN_LINES = 20;
const PADDING_PX = 8;
/** Whoever is so near to the end reads the end. */
const END_PX = 24;

/** LogView shows lines, only those in sight, and stays at the end while lines come unless one has scrolled away. */
export function LogView({
  lines,
  matches,
  current,
  wrap,
}: {
  lines: readonly string[];
  matches: readonly LogMatch[];
  current: LogMatch | null;
  wrap: boolean;
}): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE_PX,
    overscan: OVERSCAN_LINES,
    paddingStart: PADDING_PX,
    paddingEnd: PADDING_PX,
  });
  const byLine = useMemo(() => Map.groupBy(matches, ({ line }) => line), [matches]);

  useEffect(() => {
    if (atEnd && lines.length > 0) virtualizer.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [atEnd, lines.length, virtualizer]);

  const foundLine = current?.line ?? null;
  useEffect(() => {
    if (foundLine !== null) virtualizer.scrollToIndex(foundLine, { align: 'center' });
  }, [foundLine, virtualizer]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: wrapping changes the height of every line
  useEffect(() => virtualizer.measure(), [wrap, virtualizer]);

  return (
    <div className={classes.view}>
      <section
        ref={frame}
        className={classes.lines}
        data-wrap={wrap || undefined}
        aria-label={t('log.label')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setAtEnd(scrollHeight - scrollTop - clientHeight < END_PX)
        }
      >
        <div className={classes.sizer} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => (
            <Line
              key={item.key}
              item={item}
              measure={wrap ? virtualizer.measureElement : undefined}
              content={lines[item.index] ?? ''}
              matches={byLine.get(item.index) ?? noMatches}
              current={current?.line === item.index ? current : null}
            />
          ))}
        </div>
      </section>
      {atEnd ? null : (
        <Button size="compact-sm" className={classes.jump} onClick={() => setAtEnd(true)}>
          {t('log.end')}
        </Button>
      )}
    </div>
  );
}

const noMatches: readonly LogMatch[] = [];

const Line = memo(function Line(props: {
  item: VirtualItem;
  measure: ((element: Element | null) => void) | undefined;
  content: string;
  matches: readonly LogMatch[];
  current: LogMatch | null;
}): ReactNode {
  const { item, measure, content, matches, current } = props;
  return (
    <div
      ref={measure}
      data-index={item.index}
      className={classes.line}
      style={{ transform: `translateY(${item.start}px)` }}
    >
      {splitLogLine(content, matches, current).map(({ from, kind, text }) =>
        kind === 'match' || kind === 'current' ? (
          <mark key={from} data-current={kind === 'current' || undefined}>
            {text}
          </mark>
        ) : (
          <span key={from} data-kind={kind}>
            {text}
          </span>
        ),
      )}
    </div>
  );
});
