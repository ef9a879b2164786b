import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { remove, statIfAny } from './files.mjs';

const SILENCE_MS = 10_000;

/**
 * download fetches `url` into the file `partial` and goes on from the bytes that an earlier, interrupted download left there.
 * It gives up after ten seconds without a byte. It does not check what it got: the caller knows the checksum.
 */
export async function download({ url, partial, onProgress = () => {}, silenceMs = SILENCE_MS }) {
  const abort = new AbortController();
  const giveUp = () =>
    abort.abort(new Error(`nothing came from ${new URL(url).host} for ${silenceMs / 1000} s`));
  const watchdog = setTimeout(giveUp, silenceMs);
  try {
    const offset = statIfAny(partial)?.size ?? 0;
    const response = await fetch(url, {
      signal: abort.signal,
      headers: offset > 0 ? { range: `bytes=${offset}-` } : {},
    });
    if (response.status === 416) return;
    if (!response.ok) throw new Error(`${url} answered ${response.status} ${response.statusText}`);
    const start = response.status === 206 ? offset : 0;
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    await writeBody({
      body: response.body,
      partial,
      start,
      onChunk: (receivedBytes) => {
        watchdog.refresh();
        onProgress({ receivedBytes, totalBytes: Number.isNaN(length) ? undefined : start + length });
      },
    });
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  } finally {
    clearTimeout(watchdog);
  }
}

async function writeBody({ body, partial, start, onChunk }) {
  if (start === 0) remove(partial);
  const file = createWriteStream(partial, { flags: 'a' });
  const written = finished(file);
  written.catch(() => {});
  let receivedBytes = start;
  try {
    for await (const chunk of body) {
      receivedBytes += chunk.length;
      onChunk(receivedBytes);
      if (!file.write(chunk))
        await Promise.race([new Promise((resolve) => file.once('drain', resolve)), written]);
    }
  } finally {
    file.end();
    await written;
  }
}

function reasonOf(error) {
  const cause = error.cause?.code ?? error.cause?.message;
  return cause ? `${error.message} (${cause})` : error.message;
}
