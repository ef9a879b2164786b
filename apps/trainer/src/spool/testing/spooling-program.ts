import { type Attempt, createRunRecorder, LatenError, type RecordingStore } from '@laten/shared';
import { newRunStart } from '@laten/shared/testing';
import { openSpoolFile } from '../spool-file.ts';

/**
 * A process that records while its database is away, until it is killed. Arguments: home, address, run id. It logs one point
 * a step, and prints after each move to the disk up to which step all is there.
 */

const [home = '', address = '', runId = ''] = process.argv.slice(2);
const attempt: Attempt = { runId, attempt: 1 };

const away = () => Promise.reject(new LatenError('DATABASE_UNREACHABLE', 'connection refused'));
const store: RecordingStore = {
  beginAttempt: async () => attempt,
  writePoints: away,
  writeArtifact: away,
  readRequests: away,
  beat: away,
  endAttempt: away,
};
const recorder = createRunRecorder({
  store,
  warn: () => undefined,
  openSpool: () => openSpoolFile({ home, address, attempt }),
  spillIntervalMs: 20,
});
await recorder.start(newRunStart({ runId }));
let printed = 0;
for (let step = 1; ; step += 1) {
  recorder.log([{ name: 'loss', step, epoch: 1, value: step, wallTimeMs: Date.now() }]);
  const { spooledPoints } = recorder.stats();
  if (spooledPoints > printed) {
    printed = spooledPoints;
    process.stdout.write(`${printed}\n`);
  }
  await new Promise((resolve) => setImmediate(resolve));
}
