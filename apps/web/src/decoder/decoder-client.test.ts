import { describe, expect, it } from 'vitest';
import type { Asked, WorkerLike } from './ask-worker.ts';
import { createDecoderClient } from './decoder-client.ts';
import type { DecodeAnswer, DecodeQuestion } from './decoder-protocol.ts';

const source = { key: 'k', modelUrl: '/model', weightsUrl: '/weights' };
const image = { pixels: Uint8Array.of(1, 2, 3, 4), height: 2, width: 2 };

/** A worker that answers by a function, or breaks. */
function fakeWorker(answer: (question: DecodeQuestion) => DecodeAnswer | Error) {
  const listeners: Record<string, (event: unknown) => void> = {};
  const state = { terminated: false, questions: [] as DecodeQuestion[] };
  const worker = {
    addEventListener: (type: string, listener: (event: unknown) => void) => {
      listeners[type] = listener;
    },
    postMessage: ({ id, question }: Asked<DecodeQuestion>) => {
      state.questions.push(question);
      queueMicrotask(() => {
        const reply = answer(question);
        if (reply instanceof Error) listeners.error?.({ message: reply.message });
        else listeners.message?.({ data: { id, answer: reply } });
      });
    },
    terminate: () => {
      state.terminated = true;
    },
  };
  return { worker: worker as unknown as WorkerLike, state };
}

describe('createDecoderClient', () => {
  it('starts no worker before it is asked', () => {
    let started = 0;
    const client = createDecoderClient(() => {
      started += 1;
      return fakeWorker(() => ({ ok: true, image })).worker;
    });
    expect(started).toBe(0);
    client.prepare(source);
    client.prepare(source);
    expect(started).toBe(1);
  });

  it('decodes, and asks only for the newest of what waited', async () => {
    const { worker, state } = fakeWorker(({ z }) => ({
      ok: true,
      image: z && { ...image, pixels: Uint8Array.from(z) },
    }));
    const client = createDecoderClient(() => worker);
    const answers = await Promise.all(
      [1, 2, 3].map((value) => client.decode(source, Float32Array.of(value))),
    );
    expect(answers.map((answer) => answer && [...answer.pixels])).toEqual([[1], null, [3]]);
    expect(state.questions.map(({ z }) => z?.[0])).toEqual([1, 3]);
  });

  it.each(['backend', 'model'] as const)('says when the %s does not work', async (failure) => {
    const { worker } = fakeWorker(() => ({ ok: false, failure, message: 'why' }));
    const decoding = createDecoderClient(() => worker).decode(source, new Float32Array(2));
    await expect(decoding).rejects.toMatchObject({ failure, message: 'why' });
  });

  it('takes a worker that does not start for a browser that cannot, and tries again', async () => {
    const workers = [fakeWorker(() => new Error('blocked')), fakeWorker(() => ({ ok: true, image }))];
    const started = [...workers];
    const client = createDecoderClient(() => started.shift()?.worker as WorkerLike);
    await expect(client.decode(source, new Float32Array(2))).rejects.toMatchObject({ failure: 'backend' });
    expect(workers[0]?.state.terminated).toBe(true);
    await expect(client.decode(source, new Float32Array(2))).resolves.toEqual(image);
  });

  it('ends its worker, and what waited for it', async () => {
    const silent = fakeWorker(() => ({ ok: true, image }));
    silent.worker.postMessage = () => {};
    const client = createDecoderClient(() => silent.worker);
    const decoding = client.decode(source, new Float32Array(2));
    client.close();
    await expect(decoding).rejects.toThrow('closed');
    expect(silent.state.terminated).toBe(true);
  });
});
