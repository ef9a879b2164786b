'use client';

import { useEffect, useState } from 'react';
import { createDecoderClient, DecodeError, type DecoderClient } from '../../decoder/decoder-client.ts';
import type { DecodedImage, DecodeFailure, DecoderSource } from '../../decoder/decoder-protocol.ts';

/** DecodedState is the image of the newest z that was decoded, or why there is none. */
export type DecodedState = { readonly image: DecodedImage | null; readonly failure: DecodeFailure | null };

const NOTHING: DecodedState = { image: null, failure: null };

/** useDecoder gives a component a decoder of its own, whose worker ends with it. */
export function useDecoder(): DecoderClient {
  const [decoder] = useState(() => createDecoderClient());
  useEffect(() => decoder.close, [decoder]);
  return decoder;
}

/** useDecodedImage decodes z with an epoch's decoder. The image before stays until the new one is there. */
export function useDecodedImage(
  decoder: DecoderClient,
  source: DecoderSource | null,
  z: Float32Array | null,
): DecodedState {
  const [state, setState] = useState(NOTHING);
  useEffect(() => {
    if (!source || !z) return;
    let current = true;
    decoder
      .decode(source, z)
      .then((image) => {
        // An older answer is shown too while the pointer moves on: better late than frozen.
        if (image) setState({ image, failure: null });
      })
      .catch((error: unknown) => {
        if (current)
          setState({ image: null, failure: error instanceof DecodeError ? error.failure : 'backend' });
      });
    return () => {
      current = false;
    };
  }, [decoder, source, z]);
  return state;
}
