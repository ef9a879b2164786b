import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';

/**
 * The bytes of a spool file: a mark, then records, each of which is length (4 bytes), SHA-256 (32 bytes) and a V8-serialised
 * value. A record is whole or it does not count: what a killed process, or a lost power supply, left half written is found.
 */

/** FILE_MARK begins each spool file of format 2. */
export const FILE_MARK = Buffer.from('LATENSP2', 'latin1');

const LENGTH_BYTES = 4;
const CHECKSUM_BYTES = 32;
const HEAD_BYTES = LENGTH_BYTES + CHECKSUM_BYTES;

/** encodeRecord makes the bytes of a record. */
export function encodeRecord(value: unknown): Buffer {
  const body = serialize(value);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(body.byteLength);
  return Buffer.concat([length, checksum(body), body]);
}

/** ReadRecord is what stands at a place of a file. Nothing behind a record that is torn or damaged can be trusted. */
export type ReadRecord =
  | { readonly kind: 'record'; readonly value: unknown; readonly sizeBytes: number }
  | { readonly kind: 'nothing' | 'torn' | 'damaged' };

/** readRecord reads the record at `offset`. Torn is one that reaches beyond the end of the file. */
export async function readRecord(handle: FileHandle, offset: number): Promise<ReadRecord> {
  const head = await readBytes(handle, offset, HEAD_BYTES);
  if (head.byteLength === 0) return { kind: 'nothing' };
  if (head.byteLength < HEAD_BYTES) return { kind: 'torn' };
  const bodyBytes = head.readUInt32LE();
  const { size } = await handle.stat();
  if (offset + HEAD_BYTES + bodyBytes > size) return { kind: 'torn' };
  const body = await readBytes(handle, offset + HEAD_BYTES, bodyBytes);
  if (!checksum(body).equals(head.subarray(LENGTH_BYTES))) return { kind: 'damaged' };
  return decode(body);
}

/** Bytes that are as they were written, and mean nothing to this V8, are of no more use than damaged ones. */
function decode(body: Buffer): ReadRecord {
  try {
    return { kind: 'record', value: deserialize(body), sizeBytes: HEAD_BYTES + body.byteLength };
  } catch {
    return { kind: 'damaged' };
  }
}

/** readBytes reads up to `length` bytes: fewer at the end of the file. */
export async function readBytes(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await handle.read(bytes, read, length - read, offset + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}

/** checksum is the SHA-256 of the bytes. */
export function checksum(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
