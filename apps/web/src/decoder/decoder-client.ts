import { openWorkerLine, type WorkerLike } from './ask-worker.ts';
import type {
  DecodeAnswer,
  DecodedImage,
  DecodeFailure,
  DecodeQuestion,
  DecoderSource,
} from './decoder-protocol.ts';
import { latestOnly } from './latest-only.ts';

/** DecodeError says why an image could not be decoded. Its message is for the details, `failure` for what to tell people. */
export class DecodeError extends Error {
  readonly failure: DecodeFailure;

  constructor(failure: DecodeFailure, message: string) {
    super(message);
    this.name = 'DecodeError';
    this.failure = failure;
  }
}

/** DecoderClient decodes in a worker. */
export type DecoderClient = {
  /** decode returns the image of a z, or null when a newer request passed it over. Throws DecodeError. */
  decode(source: DecoderSource, z: Float32Array): Promise<DecodedImage | null>;
  /** prepare loads a decoder ahead of its first use. What goes wrong is told by `decode`. */
  prepare(source: DecoderSource): void;
  close(): void;
};

/** createDecoderClient starts the worker with the first request. The newest request wins. */
export function createDecoderClient(startWorker: () => WorkerLike = startDecoderWorker): DecoderClient {
  const line = openWorkerLine<DecodeQuestion, DecodeAnswer>(startWorker);
  const ask = async (question: DecodeQuestion): Promise<DecodedImage | null> => {
    const answer = await line.ask(question).catch((error: Error) => {
      throw new DecodeError('backend', error.message);
    });
    if (!answer.ok) throw new DecodeError(answer.failure, answer.message);
    return answer.image;
  };
  const askLatest = latestOnly(ask);
  return {
    decode: (source, z) => askLatest({ source, z }),
    prepare: (source) => {
      ask({ source, z: null }).catch(() => {});
    },
    close: line.close,
  };
}

function startDecoderWorker(): Worker {
  return new Worker(new URL('./decoder.worker.ts', import.meta.url), {
    type: 'module',
    name: 'laten-decoder',
  });
}
