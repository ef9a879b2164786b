const YEAR_SECONDS = 365 * 24 * 3600;

/** writeCookie keeps a text for the server to begin a page with. */
export function writeCookie(name: string, text: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser yet.
  document.cookie = `${name}=${encodeURIComponent(text)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
