/**
 * Who may talk to this server: pages of its own, and programs on this machine. A browser is also the way in for any
 * page on the internet, by DNS rebinding (a foreign name that resolves to this machine), by a form or fetch across
 * origins, or from another port of this machine. This module decides from headers alone; `proxy.ts` refuses.
 */

/** RequestFacts are the parts of a request that the decision rests on. Header values are null when absent. */
export type RequestFacts = {
  readonly method: string;
  readonly host: string | null;
  readonly origin: string | null;
  readonly fetchSite: string | null;
  readonly fetchMode: string | null;
};

/** Refusal is why a request is not answered: a sentence for the person who reads it. */
export type Refusal = { readonly status: 403; readonly message: string };

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'] as const;
const HTTP_PORT = 80;

/** allowedHosts lists the values of the Host header that name this server. */
export function allowedHosts(port: number): readonly string[] {
  const withPort = LOOPBACK_NAMES.map((name) => `${name}:${port}`);
  return port === HTTP_PORT ? [...LOOPBACK_NAMES, ...withPort] : withPort;
}

/** judgeRequest returns null for a request that may be answered, or the refusal. */
export function judgeRequest(facts: RequestFacts, port: number): Refusal | null {
  const hosts = allowedHosts(port);
  const host = facts.host?.toLowerCase() ?? '';
  if (!hosts.includes(host)) {
    return refuse(`This server answers to ${hosts.join(', ')}, not to "${printable(host)}".`);
  }
  if (facts.origin !== null && !hosts.some((allowed) => facts.origin === `http://${allowed}`)) {
    return refuse(`Requests from the origin "${printable(facts.origin)}" are not answered.`);
  }
  if (isFromElsewhere(facts) && !isLinkFollowed(facts)) {
    return refuse('Requests from pages of other sites are not answered. Links to this server are.');
  }
  return null;
}

/** Browsers say where a request comes from in a header that pages cannot set; programs do not send it. */
function isFromElsewhere({ fetchSite }: RequestFacts): boolean {
  return fetchSite === 'cross-site' || fetchSite === 'same-site';
}

function isLinkFollowed({ method, fetchMode }: RequestFacts): boolean {
  return method === 'GET' && fetchMode === 'navigate';
}

function refuse(message: string): Refusal {
  return { status: 403, message };
}

function printable(value: string): string {
  return value.slice(0, 100).replace(/[^\x21-\x7e]/g, '?');
}
