export { normalQuantile } from './normal-quantile.ts';
export { type RandomStream, type RandomStreamName, randomStream, randomStreams } from './random-stream.ts';
