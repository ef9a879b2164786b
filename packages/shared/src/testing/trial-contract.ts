import { expect, it } from 'vitest';
import type { Attempt, RunOutcome } from '../recording/recording-store.ts';
import type { TrialFacts } from '../recording/run-fate.ts';
import { newRunStart } from './fixtures.ts';
import type { RecordingStoreHarness } from './recording-store-harness.ts';

const progress = { step: 3, totalSteps: 16, epoch: 0, totalEpochs: 2 };
const base = { progress, durationMs: 1_000, reasonCode: null };
const handedBack: RunOutcome = { ...base, status: 'QUEUED', reason: 'Handed back.' };
const failed: RunOutcome = { ...base, status: 'FAILED', reason: 'It broke.', reasonCode: 'NON_FINITE_LOSS' };
const killed: RunOutcome = { ...base, status: 'CRASHED', reason: 'Killed.', reasonCode: 'CHILD_LOST' };
const usual: TrialFacts = { mostFailures: 1, mostLostWorkers: 3, sweepStatus: 'ACTIVE' };

/** describeTrials is the part of the contract of a RecordingStore that says what a sweep means to its trials. */
export function describeTrials(harness: () => RecordingStoreHarness): void {
  const claim = (runId: string) =>
    harness().store.beginAttempt({
      ...newRunStart({ runId, create: undefined, keepThroughStep: 0 }),
      by: 'worker',
    });
  const end = (attempt: Attempt, outcome: RunOutcome) => harness().store.endAttempt({ ...attempt, outcome });
  const makeTrial = (runId: string, facts: Partial<TrialFacts>) =>
    harness().inspect.makeTrial(runId, { ...usual, ...facts });

  /** A trial that a worker holds. */
  const startTrial = async (facts: Partial<TrialFacts> = {}): Promise<Attempt> => {
    const first = await harness().store.beginAttempt(newRunStart());
    await end(first, handedBack);
    await makeTrial(first.runId, facts);
    return claim(first.runId);
  };

  it('asks the trials of a paused sweep to pause, and no longer once it is resumed', async () => {
    const attempt = await startTrial();
    await makeTrial(attempt.runId, { sweepStatus: 'PAUSED' });
    const paused = { cancelRequested: false, pauseRequested: true };
    expect(await harness().store.readRequests(attempt)).toEqual(paused);
    expect(await harness().store.beat({ ...attempt, progress })).toEqual(paused);
    await makeTrial(attempt.runId, { sweepStatus: 'ACTIVE' });
    expect(await harness().store.readRequests(attempt)).toEqual({ ...paused, pauseRequested: false });
  });

  it('lets no worker begin a trial whose sweep is not active', async () => {
    const attempt = await startTrial();
    await makeTrial(attempt.runId, { sweepStatus: 'PAUSED' });
    await end(attempt, handedBack);
    for (const sweepStatus of ['PAUSED', 'CANCELED'] as const) {
      await makeTrial(attempt.runId, { sweepStatus });
      await expect(claim(attempt.runId)).rejects.toMatchObject({ code: 'RUN_STATE' });
    }
    expect(await harness().inspect.run(attempt.runId)).toMatchObject({ status: 'QUEUED', attempt: 2 });
    await makeTrial(attempt.runId, { sweepStatus: 'ACTIVE' });
    expect(await claim(attempt.runId)).toMatchObject({ attempt: 3 });
  });

  it('tries a failed trial again as often as its sweep says, and tells the same end twice without harm', async () => {
    const first = await startTrial({ mostFailures: 1 });
    await end(first, failed);
    await end(first, failed);
    expect(await harness().inspect.run(first.runId)).toMatchObject({
      status: 'QUEUED',
      reason: 'Failed once: It broke. It is tried again.',
    });
    await end(await claim(first.runId), failed);
    expect(await harness().inspect.run(first.runId)).toMatchObject({
      status: 'FAILED',
      reason: 'It broke. It failed 2 times, so it is not tried again.',
    });
  });

  it('counts lost workers and failures apart', async () => {
    const { runId, ...first } = await startTrial({ mostFailures: 1, mostLostWorkers: 2 });
    await end({ runId, ...first }, killed);
    await end(await claim(runId), failed);
    expect(await harness().inspect.run(runId)).toMatchObject({ status: 'QUEUED' });
    await end(await claim(runId), killed);
    expect(await harness().inspect.run(runId)).toMatchObject({
      status: 'CRASHED',
      reason: expect.stringContaining('2 times'),
    });
  });

  it('does not let a trial wait whose sweep was canceled', async () => {
    const [handed, lost, broken] = [await startTrial(), await startTrial(), await startTrial()];
    for (const { runId } of [handed, lost, broken]) await makeTrial(runId, { sweepStatus: 'CANCELED' });
    await end(handed, handedBack);
    await end(lost, killed);
    await end(broken, failed);
    expect(await harness().inspect.run(handed.runId)).toMatchObject({
      status: 'CANCELED',
      reason: 'Its sweep was canceled.',
    });
    expect(await harness().inspect.run(lost.runId)).toMatchObject({
      status: 'CANCELED',
      reason: 'Its sweep was canceled. Killed.',
    });
    expect(await harness().inspect.run(broken.runId)).toMatchObject({
      status: 'FAILED',
      reason: 'It broke.',
    });
  });
}
