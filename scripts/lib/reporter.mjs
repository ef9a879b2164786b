const REDRAW_MS = 200;
const SPARSE_LINE_MS = 20_000;
const BAR_WIDTH = 24;

/** formatBytes prints a size as people read it: decimal units, no more than three figures. */
export function formatBytes(bytes) {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.max(bytes === 0 ? 0 : 1, Math.round(bytes / 1e3))} kB`;
}

/** formatSeconds prints a duration in seconds, and in minutes from 100 seconds on. */
export function formatSeconds(ms) {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** formatProgress draws a bar for a known fraction; without one it shows only the text. */
export function formatProgress({ fraction, text = '' }) {
  if (fraction === undefined) return text;
  const share = Math.min(1, Math.max(0, fraction));
  const filled = Math.round(share * BAR_WIDTH);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${text}`.trimEnd();
}

/**
 * createReporter tells a person what set-up does: one line a step, on a terminal with a bar that is redrawn, elsewhere with a
 * sparse line while a step takes long. It writes to one stream (standard error, so that `--json` on standard output stays pure).
 */
export function createReporter(stream, { now = () => performance.now() } = {}) {
  const line = (text = '') => void stream.write(`${text}\n`);
  return { line, step: (title) => createStep({ stream, line, title, now }) };
}

function createStep({ stream, line, title, now }) {
  const startedAt = now();
  let progress = {};
  let lastLineAt = startedAt;
  const label = `  ${title.padEnd(14)}`;
  const clear = () => stream.isTTY && stream.write('\r\u001b[K');
  const draw = () => {
    const text = formatProgress(progress) || 'working';
    const shown = `${label} ${text}  ${formatSeconds(now() - startedAt)}`;
    if (stream.isTTY) {
      clear();
      stream.write(shown.slice(0, (stream.columns ?? 80) - 1));
    } else if (now() - lastLineAt >= SPARSE_LINE_MS) {
      lastLineAt = now();
      line(shown);
    }
  };
  const timer = setInterval(draw, REDRAW_MS);
  timer.unref();
  const end = (text) => {
    clearInterval(timer);
    clear();
    line(`${label} ${text}`);
  };
  return {
    /** update says how far the step is; the next redraw shows it. */
    update: (next) => {
      progress = next;
    },
    /** note prints a line of its own without ending the step. */
    note: (text) => {
      clear();
      line(`${label} ${text}`);
    },
    done: (text) => end(`${text} (${formatSeconds(now() - startedAt)})`),
    fail: (text) => end(text),
  };
}
