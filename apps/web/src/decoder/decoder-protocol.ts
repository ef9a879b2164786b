/** What the page and the decoder's worker say to each other. */

/** DecoderSource is where a stored decoder lies: two addresses, and a key that changes with its bytes. */
export type DecoderSource = {
  readonly key: string;
  readonly modelUrl: string;
  readonly weightsUrl: string;
};

/** DecodedImage is a grey image: one byte a pixel, row-major. */
export type DecodedImage = {
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly height: number;
  readonly width: number;
};

/** DecodeQuestion asks for the image of one z, or, with `z` null, only that the decoder be made ready. */
export type DecodeQuestion = {
  readonly source: DecoderSource;
  readonly z: Float32Array | null;
};

/** DecodeFailure says what does not work: WebAssembly in this browser, or this run's decoder. */
export type DecodeFailure = 'backend' | 'model';

/** DecodeAnswer is the image, null when none was asked for, or why there is none. */
export type DecodeAnswer =
  | { readonly ok: true; readonly image: DecodedImage | null }
  | { readonly ok: false; readonly failure: DecodeFailure; readonly message: string };
