import { describeRecordingStore } from '../testing/recording-store-contract.ts';
import { InMemoryRecordingStore } from './in-memory-store.ts';

describeRecordingStore('InMemoryRecordingStore', async () => {
  const store = new InMemoryRecordingStore();
  return {
    store,
    inspect: {
      run: async (runId) => store.run(runId),
      points: async (runId, name) => store.points(runId, name),
      summary: async (runId, name) => store.summary(runId, name),
      rollups: async (runId, name, level) => store.rollups(runId, name, level),
      artifacts: async (runId) =>
        store.artifacts(runId).map(({ name, step, bytes }) => ({ name, step, sizeBytes: bytes.byteLength })),
      artifactText: async (runId, name, step) => {
        const artifact = store.artifacts(runId).find((a) => a.name === name && a.step === step);
        return new TextDecoder().decode(artifact?.bytes);
      },
      requestCancel: async (runId) => store.requestCancel(runId),
      makeTrial: async (runId, facts) => store.makeTrial(runId, facts),
    },
    close: async () => {},
  };
});
