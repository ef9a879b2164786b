import { type NextRequest, NextResponse } from 'next/server';
import { readServerEnvironment } from './env.ts';
import { judgeRequest } from './server/security/judge-request.ts';
import { contentSecurityPolicy, createNonce, securityHeaders } from './server/security/security-headers.ts';

/** proxy stands before every request, static files too: it refuses strangers and sets the headers of safety. */
export function proxy(request: NextRequest): NextResponse {
  const { port, development } = readServerEnvironment();
  const { headers, method } = request;
  const refusal = judgeRequest(
    {
      method,
      host: headers.get('host'),
      origin: headers.get('origin'),
      fetchSite: headers.get('sec-fetch-site'),
      fetchMode: headers.get('sec-fetch-mode'),
    },
    port,
  );
  if (refusal) {
    return new NextResponse(`${refusal.message}\n`, {
      status: refusal.status,
      headers: {
        ...securityHeaders,
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'no-store',
      },
    });
  }
  return passOn(request, contentSecurityPolicyOf(development));
}

type Policy = { readonly nonce: string; readonly text: string };

function contentSecurityPolicyOf(development: boolean): Policy {
  const nonce = createNonce();
  return { nonce, text: contentSecurityPolicy({ nonce, development }) };
}

/** Next finds the nonce for its own scripts in the request's policy; our layout finds it in `x-nonce`. */
function passOn(request: NextRequest, { nonce, text }: Policy): NextResponse {
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('Content-Security-Policy', text);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', text);
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
  return response;
}
