import { limits, type NewArtifact, redactSecrets } from '@laten/shared';

/** RunLog collects the lines of a run: what supervisor, child and native libraries said. Bounded; the oldest lines go first. */
export type RunLog = {
  write(line: string): void;
  toArtifact(): NewArtifact;
};

/** createRunLog begins a log, or goes on with the text of an earlier attempt's. */
export function createRunLog(input: { now: () => Date; earlier?: string }): RunLog {
  const lines = input.earlier ? input.earlier.trimEnd().split('\n') : [];
  let sizeBytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  let dropped = 0;
  const write = (line: string) => {
    const entry = `${input.now().toISOString()}  ${redactSecrets(line)}`;
    lines.push(entry);
    sizeBytes += Buffer.byteLength(entry) + 1;
    while (sizeBytes > limits.logArtifactBytes) {
      sizeBytes -= Buffer.byteLength(lines.shift() ?? '') + 1;
      dropped += 1;
    }
  };
  return {
    write,
    toArtifact() {
      const head =
        dropped > 0 ? `(${dropped} older lines dropped: a log keeps ${limits.logArtifactBytes} bytes)\n` : '';
      return {
        name: 'run.log',
        kind: 'log',
        step: null,
        epoch: null,
        mediaType: 'text/plain; charset=utf-8',
        bytes: new TextEncoder().encode(`${head}${lines.join('\n')}\n`),
      };
    },
  };
}
