/** Headers that tell the browser what a page of ours may do. Values only; `proxy.ts` sets them. */

/** securityHeaders go with every answer. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** createNonce returns 128 random bits, as the policy and the page's script tags carry them. */
export function createNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}

/**
 * contentSecurityPolicy allows what this server sends and nothing else. A script runs only with this request's nonce,
 * or when such a script loads it. Style attributes are allowed, style elements need the nonce: Mantine and recharts
 * place and size by attribute, and an attribute can load nothing that `img-src` and `font-src` do not allow. WebAssembly
 * may be compiled, from our own origin only: a worker of ours runs a run's decoder in it.
 * (Default of `development`: false. React's development build needs eval.)
 */
export function contentSecurityPolicy({
  nonce,
  development = false,
}: {
  nonce: string;
  development?: boolean;
}): string {
  const directives = {
    'default-src': ["'none'"],
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      "'wasm-unsafe-eval'",
      ...(development ? ["'unsafe-eval'"] : []),
    ],
    'style-src': ["'self'", ...(development ? ["'unsafe-inline'"] : [`'nonce-${nonce}'`])],
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
