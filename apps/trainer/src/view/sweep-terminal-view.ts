import { styleText } from 'node:util';
import type { SweepDetail } from '@laten/db';
import { createLogUpdate } from 'log-update';
import {
  describeProgress,
  type Line,
  prepareEnd,
  prepareFrame,
  prepareTrial,
  type Tone,
} from './sweep-lines.ts';
import type { SweepFrame, SweepView } from './sweep-view.ts';

const PLAIN_LINE_EVERY_MS = 30_000;
/** Where there is no terminal, lines may be as long as they are. */
const PLAIN_COLUMNS = 200;

const styles: Readonly<Record<Tone, Parameters<typeof styleText>[0] | null>> = {
  plain: null,
  quiet: 'dim',
  good: 'green',
  warning: 'yellow',
  bad: 'red',
};

/**
 * createSweepTerminalView draws a sweep in place on a terminal, with a lasting line for each trial that ends. Where
 * there is no terminal it prints those, and a line every half minute. Colours are left out where NO_COLOR asks for it.
 */
export function createSweepTerminalView(output: NodeJS.WriteStream): SweepView {
  const live = output.isTTY ? createLogUpdate(output, { showCursor: true }) : null;
  let frame: SweepFrame | null = null;
  let plainMs = performance.now();
  const paint = ({ text, tone }: Line) => {
    const style = styles[tone];
    return style ? styleText(style, text, { stream: output }) : text;
  };
  const draw = () => {
    if (!live || !frame) return;
    const size = { columns: output.columns ?? 80, rows: output.rows ?? 24 };
    live(prepareFrame(frame, size).map(paint).join('\n'));
  };
  const keep = (line: Line) => {
    live?.clear();
    output.write(`${paint(line)}\n`);
    draw();
  };
  return {
    trial(trial, { metric }) {
      const line = prepareTrial(trial, metric);
      if (line) keep(line);
    },
    frame(next) {
      frame = next;
      if (live) return draw();
      const nowMs = performance.now();
      if (nowMs - plainMs < PLAIN_LINE_EVERY_MS) return;
      plainMs = nowMs;
      output.write(`${describeProgress(next.sweep, PLAIN_COLUMNS)}\n`);
    },
    note: (message) => keep({ text: `! ${message}`, tone: 'warning' }),
    end(sweep: SweepDetail) {
      frame = null;
      live?.clear();
      for (const line of prepareEnd(sweep)) output.write(`${paint(line)}\n`);
    },
  };
}
