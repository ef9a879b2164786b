/** Ids are made by the client, sort by time, and are 16 lower-case base32 characters: 9 of milliseconds, 7 of randomness. */

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_CHARACTERS = 9;
const RANDOM_CHARACTERS = 7;

/** ID_PATTERN matches a whole id (Crockford's base32, lower case). */
export const ID_PATTERN = /^[0-9a-hjkmnp-tv-z]{16}$/;

/** ID_PREFIX_PATTERN matches the start of an id, as people type it. */
export const ID_PREFIX_PATTERN = /^[0-9a-hjkmnp-tv-z]{1,16}$/;

/** createId returns a new sortable id. 35 random bits a millisecond. */
export function createId(nowMs: number = Date.now()): string {
  let time = nowMs;
  let head = '';
  for (let i = 0; i < TIME_CHARACTERS; i++) {
    head = ALPHABET[time % 32] + head;
    time = Math.floor(time / 32);
  }
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_CHARACTERS));
  let tail = '';
  for (const byte of bytes) tail += ALPHABET[byte % 32];
  return head + tail;
}

/** isId checks an id that came from outside. An id never becomes a file name without this check. */
export function isId(value: string): boolean {
  return ID_PATTERN.test(value);
}
