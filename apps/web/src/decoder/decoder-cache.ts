import { type DecoderModel, loadDecoderModel } from './decoder-model.ts';
import type { DecoderSource } from './decoder-protocol.ts';

/** DecoderCache keeps the decoders of the last epochs that were asked for. */
export type DecoderCache = { get(source: DecoderSource): Promise<DecoderModel> };

/** createDecoderCache loads decoders on demand and disposes the one that was asked for longest ago. A failure is not kept. */
export function createDecoderCache({
  fetchBytes,
  keep,
}: {
  fetchBytes: (url: string) => Promise<ArrayBuffer>;
  keep: number;
}): DecoderCache {
  const models = new Map<string, Promise<DecoderModel>>();
  const load = async ({ modelUrl, weightsUrl }: DecoderSource) => {
    const [model, weights] = await Promise.all([fetchBytes(modelUrl), fetchBytes(weightsUrl)]);
    return loadDecoderModel({ model: new TextDecoder().decode(model), weights });
  };
  return {
    get: (source) => {
      const model = models.get(source.key) ?? load(source);
      models.delete(source.key);
      models.set(source.key, model);
      model.catch(() => {
        if (models.get(source.key) === model) models.delete(source.key);
      });
      for (const [key, old] of [...models].slice(0, Math.max(0, models.size - keep))) {
        models.delete(key);
        old.then((decoder) => decoder.dispose()).catch(() => {});
      }
      return model;
    },
  };
}
