import { limits, type NewArtifact, redactSecrets } from '@laten/shared';

/** RunLog collects the lines of a run: what supervisor, child and native libraries said. Bounded; the oldest lines go first. */
export type RunLog = {
  write(line: string): void;
  toArtifact(): NewArtifact;
};

/** RunLogOptions say how a log begins. */
export type RunLogOptions = {
  readonly now: () => Date;
  /** The text of an earlier attempt's log, to go on with. (Default: none.) */
  readonly earlier?: string;
  /** (Default: `limits.logArtifactBytes`.) */
  readonly mostBytes?: number;
};

/** A full log loses a quarter at once: until it is full again, its readers have to read only what is new. */
const KEPT_SHARE = 3 / 4;

/** createRunLog begins a log, or goes on with the text of an earlier attempt's. */
export function createRunLog({
  now,
  earlier = '',
  mostBytes = limits.logArtifactBytes,
}: RunLogOptions): RunLog {
  let { dropped, lines } = readEarlier(earlier);
  let sizeBytes = lines.reduce((sum, line) => sum + bytesOf(line), 0);
  const dropOldest = () => {
    let count = 0;
    for (; sizeBytes > mostBytes * KEPT_SHARE; count += 1) sizeBytes -= bytesOf(lines[count] ?? '');
    lines = lines.slice(count);
    dropped += count;
  };
  return {
    write(line) {
      const entry = `${now().toISOString()}  ${redactSecrets(line)}`;
      lines.push(entry);
      sizeBytes += bytesOf(entry);
      if (sizeBytes > mostBytes) dropOldest();
    },
    toArtifact() {
      const head =
        dropped > 0 ? [`(${dropped} older lines dropped: a log keeps at most ${mostBytes} bytes)`] : [];
      return {
        name: 'run.log',
        kind: 'log',
        step: null,
        epoch: null,
        mediaType: 'text/plain; charset=utf-8',
        bytes: new TextEncoder().encode(`${[...head, ...lines].join('\n')}\n`),
      };
    },
  };
}

/** The head counts all lines that ever went, over all attempts: readers know by it that a log has lost more of them. */
function readEarlier(text: string): { dropped: number; lines: string[] } {
  const lines = text === '' ? [] : text.trimEnd().split('\n');
  const head = /^\((\d+) older lines dropped/.exec(lines[0] ?? '');
  return head ? { dropped: Number(head[1]), lines: lines.slice(1) } : { dropped: 0, lines };
}

function bytesOf(line: string): number {
  return Buffer.byteLength(line) + 1;
}
