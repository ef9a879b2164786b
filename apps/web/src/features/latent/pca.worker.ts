import type { Answered, Asked } from '../../decoder/ask-worker.ts';
import { computePca, type Pca, type PcaInput } from './pca.ts';

/** The worker that finds principal components, so that a page with many dimensions stays quick. */

self.addEventListener('message', ({ data: { id, question } }: MessageEvent<Asked<PcaInput>>) => {
  self.postMessage({ id, answer: computePca(question) } satisfies Answered<Pca | null>);
});
