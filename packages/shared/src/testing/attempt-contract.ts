import { expect, it } from 'vitest';
import { configHash } from '../config/config-hash.ts';
import { resolveConfig } from '../config/resolve-config.ts';
import type { AttemptStart, RunOutcome } from '../recording/recording-store.ts';
import { MOST_LOST_WORKERS } from '../runs/run-state.ts';
import { newRunStart } from './fixtures.ts';
import type { RecordingStoreHarness } from './recording-store-harness.ts';

const finished: RunOutcome = {
  status: 'FINISHED',
  reason: null,
  reasonCode: null,
  progress: { step: 16, totalSteps: 16, epoch: 2, totalEpochs: 2 },
  durationMs: 1_000,
};
const canceled: RunOutcome = { ...finished, status: 'CANCELED', reason: 'asked' };
const nothingAsked = { cancelRequested: false, pauseRequested: false };
const killed: RunOutcome = { ...finished, status: 'CRASHED', reason: 'Killed.', reasonCode: 'CHILD_LOST' };

/** describeAttempts is the part of the contract of a RecordingStore that says how attempts begin and end. */
export function describeAttempts(harness: () => RecordingStoreHarness): void {
  const start = () => harness().store.beginAttempt(newRunStart());

  it('passes a request to cancel with the heartbeat, and forgets it when the run is resumed', async () => {
    const attempt = await start();
    const progress = { step: 3, totalSteps: 16, epoch: 0, totalEpochs: 2 };
    expect(await harness().store.beat({ ...attempt, progress })).toEqual(nothingAsked);
    await harness().inspect.requestCancel(attempt.runId);
    expect(await harness().store.beat({ ...attempt, progress })).toEqual({
      ...nothingAsked,
      cancelRequested: true,
    });
    expect((await harness().inspect.run(attempt.runId)).progress).toEqual(progress);
    await harness().store.endAttempt({
      ...attempt,
      outcome: { ...finished, status: 'CANCELED', reason: 'asked' },
    });
    const resumed = await harness().store.beginAttempt(
      newRunStart({ runId: attempt.runId, keepThroughStep: 3 }),
    );
    expect(await harness().store.beat({ ...resumed, progress })).toEqual(nothingAsked);
  });

  it('tells of a request without a heartbeat, to the current attempt only', async () => {
    const attempt = await start();
    expect(await harness().store.readRequests(attempt)).toEqual(nothingAsked);
    await harness().inspect.requestCancel(attempt.runId);
    expect(await harness().store.readRequests(attempt)).toEqual({ ...nothingAsked, cancelRequested: true });
    await harness().store.endAttempt({ ...attempt, outcome: finished });
    await expect(harness().store.readRequests(attempt)).rejects.toMatchObject({ code: 'RUN_STALE_ATTEMPT' });
  });

  it('lets a worker begin what waits, and nothing else', async () => {
    const attempt = await start();
    const claim = () =>
      harness().store.beginAttempt({ ...newRunStart({ runId: attempt.runId }), by: 'worker' });
    await expect(claim()).rejects.toMatchObject({ code: 'RUN_STATE' });
    await harness().store.endAttempt({ ...attempt, outcome: canceled });
    await expect(claim()).rejects.toMatchObject({ code: 'RUN_STATE' });
    const resumed = await harness().store.beginAttempt(newRunStart({ runId: attempt.runId }));
    await harness().store.endAttempt({
      ...resumed,
      outcome: { ...finished, status: 'QUEUED', reason: 'handed back' },
    });
    expect(await claim()).toEqual({ runId: attempt.runId, attempt: 3 });
  });

  it('refuses an attempt that was planned from what the run no longer is', async () => {
    const first = await start();
    const plannedFrom = { attempt: 1, configHash: newRunStart().create?.configHash ?? '' };
    const resume = (change: Partial<AttemptStart>) =>
      harness().store.beginAttempt(newRunStart({ runId: first.runId, plannedFrom, ...change }));
    await harness().store.endAttempt({ ...first, outcome: canceled });
    const longer = resolveConfig({ preset: 'tiny', overrides: { epochs: 9 }, defaultThreads: 1 });
    const second = await resume({ config: longer });
    await harness().store.endAttempt({ ...second, outcome: canceled });
    await expect(resume({})).rejects.toMatchObject({ code: 'RUN_STATE' });
    const staleConfig = { ...plannedFrom, attempt: 2 };
    await expect(resume({ plannedFrom: staleConfig })).rejects.toMatchObject({ code: 'RUN_STATE' });
    expect(await harness().inspect.run(first.runId)).toMatchObject({ status: 'CANCELED', attempt: 2 });
    const plannedNow = { attempt: 2, configHash: await configHash(longer) };
    expect((await resume({ plannedFrom: plannedNow })).attempt).toBe(3);
  });

  it('cancels what a person has canceled while it is handed back', async () => {
    const attempt = await start();
    await harness().inspect.requestCancel(attempt.runId);
    const handedBack = { ...finished, status: 'QUEUED', reason: 'stopped by SIGTERM' } as const;
    await harness().store.endAttempt({ ...attempt, outcome: handedBack });
    const ended = await harness().inspect.run(attempt.runId);
    expect(ended).toMatchObject({ status: 'CANCELED', reason: 'Canceled on request.' });
    await harness().store.endAttempt({ ...attempt, outcome: handedBack });
    expect(await harness().inspect.run(attempt.runId)).toEqual(ended);
  });

  it("has the run of a terminal crash when its training process is killed, and a person's request canceled", async () => {
    const [crashed, asked] = [await start(), await start()];
    await harness().inspect.requestCancel(asked.runId);
    for (const attempt of [crashed, asked]) await harness().store.endAttempt({ ...attempt, outcome: killed });
    expect(await harness().inspect.run(crashed.runId)).toMatchObject({
      status: 'CRASHED',
      reason: `Killed. \`./laten resume ${crashed.runId}\` goes on from its newest checkpoint.`,
    });
    expect(await harness().inspect.run(asked.runId)).toMatchObject({
      status: 'CANCELED',
      reason: 'Canceled on request. Killed.',
    });
  });

  it('lets the run of a worker wait again when its training process is killed, until that was too often', async () => {
    const { runId, ...first } = await start();
    await harness().store.endAttempt({ runId, ...first, outcome: { ...finished, status: 'QUEUED' } });
    const claim = {
      ...newRunStart({ runId, create: undefined, keepThroughStep: 0 }),
      by: 'worker',
    } as const;
    for (let lost = 1; lost <= MOST_LOST_WORKERS; lost++) {
      const attempt = await harness().store.beginAttempt(claim);
      await harness().store.endAttempt({ ...attempt, outcome: killed });
      await harness().store.endAttempt({ ...attempt, outcome: killed });
      expect(await harness().inspect.run(runId)).toMatchObject(
        lost < MOST_LOST_WORKERS
          ? { status: 'QUEUED', reason: 'Killed. It goes on from its newest checkpoint.' }
          : { status: 'CRASHED', reason: expect.stringMatching(/^Killed\. That makes 3 times/) },
      );
    }
  });

  it('refuses the late end of an attempt whose run was handed back', async () => {
    const attempt = await start();
    await harness().store.endAttempt({
      ...attempt,
      outcome: { ...finished, status: 'QUEUED', reason: 'handed back' },
    });
    await expect(harness().store.endAttempt({ ...attempt, outcome: finished })).rejects.toMatchObject({
      code: 'RUN_STALE_ATTEMPT',
    });
  });

  it('ends an attempt once; the same end again changes nothing, another end is refused', async () => {
    const attempt = await start();
    const failed = {
      ...finished,
      status: 'FAILED',
      reason: 'loss became NaN at step 7',
      reasonCode: 'NON_FINITE_LOSS',
    } as const;
    await harness().store.endAttempt({ ...attempt, outcome: failed });
    await harness().store.endAttempt({ ...attempt, outcome: failed });
    expect(await harness().inspect.run(attempt.runId)).toMatchObject({
      status: 'FAILED',
      reason: 'loss became NaN at step 7',
    });
    await expect(harness().store.endAttempt({ ...attempt, outcome: finished })).rejects.toMatchObject({
      code: 'RUN_STATE',
    });
  });

  it('refuses to begin a run that does not exist', async () => {
    const missing = newRunStart();
    await expect(harness().store.beginAttempt({ ...missing, create: undefined })).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
    });
  });
}
