/**
 * BlobStore keeps bytes under their SHA-256. Its one implementation is Postgres; an object store can come beside it.
 * It does not know what the bytes are: `artifact` rows do.
 */
export interface BlobStore {
  /** put stores the bytes once, whoever else stores the same. They are committed when it returns. */
  put(bytes: Uint8Array): Promise<StoredBlob>;
  /** get returns the bytes, checked against their checksum, or null when there are none. Throws BlobDamagedError. */
  get(sha256: string): Promise<Uint8Array | null>;
}

/** StoredBlob names stored bytes. `sha256` is lower-case hexadecimal. */
export type StoredBlob = { readonly sha256: string; readonly sizeBytes: number };
