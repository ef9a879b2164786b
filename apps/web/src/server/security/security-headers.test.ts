import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, createNonce, securityHeaders } from './security-headers.ts';

const parse = (policy: string) =>
  new Map(policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]));

describe('contentSecurityPolicy', () => {
  const policy = parse(contentSecurityPolicy({ nonce: 'abc' }));

  it('lets a script run only with the nonce of the request, and compile WebAssembly', () => {
    expect(policy.get('script-src')).toEqual([
      "'self'",
      "'nonce-abc'",
      "'strict-dynamic'",
      "'wasm-unsafe-eval'",
    ]);
  });

  it('starts workers from our own files only, not from text that a page makes', () => {
    expect(policy.get('worker-src')).toEqual(["'self'"]);
  });

  it('allows no inline style element without the nonce', () => {
    expect(policy.get('style-src')).toEqual(["'self'", "'nonce-abc'"]);
  });

  it.each(['default-src', 'frame-ancestors', 'base-uri'])('sets %s to none', (directive) => {
    expect(policy.get(directive)).toEqual(["'none'"]);
  });

  it('names no other server, and allows no eval outside development', () => {
    expect(contentSecurityPolicy({ nonce: 'abc' })).not.toMatch(/https?:|\*|'unsafe-eval'/);
    expect(contentSecurityPolicy({ nonce: 'abc', development: true })).toContain("'unsafe-eval'");
  });
});

describe('createNonce', () => {
  it('gives 128 bits that differ each time', () => {
    const nonces = new Set(Array.from({ length: 100 }, createNonce));
    expect(nonces.size).toBe(100);
    for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  });
});

describe('securityHeaders', () => {
  it('forbids sniffing and framing, and keeps addresses to ourselves', () => {
    expect(securityHeaders).toMatchObject({
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
  });
});
