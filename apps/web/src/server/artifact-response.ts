import { type Database, findArtifact, readArtifact } from '@laten/db/rows';

/**
 * Sends the bytes of an artifact. Artifacts are written by programs of others: only pictures of a few safe kinds are
 * shown in the page, everything else is a download that the browser does not interpret.
 */

/** Kinds of pictures that cannot carry a script. SVG can, and is not here. */
const shownMediaTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
const textMediaTypes: readonly string[] = ['text/plain', 'application/json'];

const ONE_YEAR_S = 31_536_000;

/** ArtifactRequest asks for an artifact. `checksum` is the one in the address, `ifNoneMatch` what the browser has. */
export type ArtifactRequest = {
  readonly id: string;
  readonly checksum: string | null;
  readonly ifNoneMatch: string | null;
};

/** createArtifactResponse answers 200 with the bytes, 304 when the browser has them, or 404. */
export async function createArtifactResponse(
  database: Database,
  request: ArtifactRequest,
): Promise<Response> {
  const found = await findArtifact(database, request.id);
  if (!found) return notFound();
  if (matchesTag(request.ifNoneMatch, found.sha256)) {
    return new Response(null, { status: 304, headers: cacheHeaders(found.sha256, request.checksum) });
  }
  const file = await readArtifact(database, { id: found.id });
  if (!file) return notFound();
  const { artifact, bytes } = file;
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...cacheHeaders(artifact.sha256, request.checksum),
      'Content-Type': safeMediaType(artifact.mediaType),
      'Content-Disposition': contentDisposition(artifact.mediaType, artifact.name),
      'Content-Length': String(artifact.sizeBytes),
      'X-Content-Type-Options': 'nosniff',
    },
  });
}

/** safeMediaType returns a type that the browser may be told: a safe picture, plain text, or just bytes. */
export function safeMediaType(mediaType: string): string {
  if (shownMediaTypes.includes(mediaType)) return mediaType;
  return textMediaTypes.includes(mediaType) ? 'text/plain; charset=utf-8' : 'application/octet-stream';
}

/** contentDisposition makes everything but a safe picture a download, and gives it a name that fits every header. */
export function contentDisposition(mediaType: string, name: string): string {
  const kind = shownMediaTypes.includes(mediaType) ? 'inline' : 'attachment';
  const plain = name.replace(/[^\w.-]+/g, '_');
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeRfc5987(name.replaceAll('/', '_'))}`;
}

/**
 * cacheHeaders: an artifact may be replaced under its id (the log grows), so only an address that names the checksum
 * keeps its meaning for ever.
 */
function cacheHeaders(sha256: string, checksum: string | null): Record<string, string> {
  const unchanging = checksum === sha256;
  return {
    ETag: `"${sha256}"`,
    'Cache-Control': unchanging ? `private, max-age=${ONE_YEAR_S}, immutable` : 'private, no-cache',
  };
}

function matchesTag(ifNoneMatch: string | null, sha256: string): boolean {
  return ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${sha256}"`) ?? false;
}

function encodeRfc5987(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
}

function notFound(): Response {
  return new Response('No artifact has this id. It may have been deleted with its run.\n', {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
