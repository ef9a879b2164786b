import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { Answered, Asked } from './ask-worker.ts';
import { createDecoderCache } from './decoder-cache.ts';
import type { DecodeAnswer, DecodeFailure, DecodeQuestion } from './decoder-protocol.ts';

/**
 * The worker that runs a run's decoder, on WebAssembly: on a machine without a GPU it is five times as fast as WebGL, and
 * here it never holds up the page. Answers one request after the other; choosing which to ask is the page's work.
 */

/** Decoders of so many epochs stay loaded: one is up to a few megabytes. */
const KEPT_DECODERS = 4;

/** The bundler sees these addresses and serves the files from our own origin. The threaded build needs shared memory, which pages of ours do not have. */
const wasmFiles = {
  'tfjs-backend-wasm.wasm': new URL(
    '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
    import.meta.url,
  ).href,
  'tfjs-backend-wasm-simd.wasm': new URL(
    '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
    import.meta.url,
  ).href,
  'tfjs-backend-wasm-threaded-simd.wasm': '',
};

const backend = startBackend();
const decoders = createDecoderCache({ fetchBytes, keep: KEPT_DECODERS });
let queue: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data: { id, question } }: MessageEvent<Asked<DecodeQuestion>>) => {
  queue = queue.then(async () => {
    self.postMessage({ id, answer: await answer(question) } satisfies Answered<DecodeAnswer>);
  });
});

async function startBackend(): Promise<void> {
  setWasmPaths(wasmFiles);
  if (!(await tf.setBackend('wasm'))) throw new Error('This browser does not run WebAssembly.');
}

async function answer({ source, z }: DecodeQuestion): Promise<DecodeAnswer> {
  let failure: DecodeFailure = 'backend';
  try {
    await backend;
    failure = 'model';
    const decoder = await decoders.get(source);
    return { ok: true, image: z && (await decoder.decode(z)) };
  } catch (error) {
    return { ok: false, failure, message: error instanceof Error ? error.message : String(error) };
  }
}

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The server answered ${response.status} for a file of the decoder.`);
  return response.arrayBuffer();
}
