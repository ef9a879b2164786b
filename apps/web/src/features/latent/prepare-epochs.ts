import type { DecoderSource } from '../../decoder/decoder-protocol.ts';
import { artifactAddress, type RunArtifact } from '../run/prepare-run.ts';

/** LatentEpoch is an epoch whose latents are kept, and its decoder where that is kept too. */
export type LatentEpoch = {
  readonly epoch: number;
  readonly latents: RunArtifact;
  readonly decoder: DecoderSource | null;
};

/** prepareEpochs lists the epochs that have latents, ascending. */
export function prepareEpochs(artifacts: readonly RunArtifact[]): LatentEpoch[] {
  return artifacts
    .flatMap((latents) =>
      latents.kind === 'latents' && latents.epoch !== null
        ? [{ epoch: latents.epoch, latents, decoder: findDecoder(artifacts, latents.step) }]
        : [],
    )
    .sort((a, b) => a.epoch - b.epoch);
}

/** findValidationSheet returns the picture of the validation images, or null for a run recorded before there was one. */
export function findValidationSheet(artifacts: readonly RunArtifact[]): RunArtifact | null {
  return artifacts.find(({ kind }) => kind === 'validation-images') ?? null;
}

function findDecoder(artifacts: readonly RunArtifact[], step: number | null): DecoderSource | null {
  const file = (name: string) =>
    artifacts.find(
      (artifact) => artifact.kind === 'decoder' && artifact.step === step && artifact.name === name,
    );
  const [model, weights] = [file('decoder/model.json'), file('decoder/weights.bin')];
  if (!model || !weights) return null;
  return {
    key: `${model.sha256}:${weights.sha256}`,
    modelUrl: artifactAddress(model),
    weightsUrl: artifactAddress(weights),
  };
}
