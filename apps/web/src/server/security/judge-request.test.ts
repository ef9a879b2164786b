import { describe, expect, it } from 'vitest';
import { allowedHosts, judgeRequest, type RequestFacts } from './judge-request.ts';

const PORT = 4100;
const fromProgram: RequestFacts = {
  method: 'GET',
  host: `localhost:${PORT}`,
  origin: null,
  fetchSite: null,
  fetchMode: null,
};
const judge = (facts: Partial<RequestFacts>, port = PORT) => judgeRequest({ ...fromProgram, ...facts }, port);

describe('judgeRequest: host', () => {
  it.each(['localhost:4100', '127.0.0.1:4100', '[::1]:4100', 'LOCALHOST:4100'])('answers %s', (host) => {
    expect(judge({ host })).toBeNull();
  });

  it.each([
    'evil.example:4100',
    'localhost',
    'localhost:4101',
    'localhost:4100.evil.example',
    '127.0.0.1.evil.example:4100',
    '0.0.0.0:4100',
    '192.168.1.10:4100',
    '',
    null,
  ])('refuses %s', (host) => {
    expect(judge({ host })?.status).toBe(403);
  });

  it('answers a host without a port on port 80 only', () => {
    expect(judge({ host: 'localhost' }, 80)).toBeNull();
    expect(allowedHosts(PORT)).not.toContain('localhost');
  });

  it('does not echo control characters of a host', () => {
    expect(judge({ host: 'a\r\nSet-Cookie: x' })?.message).not.toMatch(/[\r\n]/);
  });
});

describe('judgeRequest: origin', () => {
  it.each(['http://localhost:4100', 'http://127.0.0.1:4100', 'http://[::1]:4100'])('answers %s', (origin) => {
    expect(judge({ method: 'POST', origin })).toBeNull();
  });

  it.each(['https://evil.example', 'http://localhost:8888', 'https://localhost:4100', 'null', ''])(
    'refuses "%s", whatever the method',
    (origin) => {
      expect(judge({ method: 'POST', origin })?.status).toBe(403);
      expect(judge({ method: 'GET', origin })?.status).toBe(403);
    },
  );
});

describe('judgeRequest: fetch metadata', () => {
  it('answers its own pages, typed addresses and followed links', () => {
    expect(judge({ fetchSite: 'same-origin', fetchMode: 'cors' })).toBeNull();
    expect(judge({ fetchSite: 'none', fetchMode: 'navigate' })).toBeNull();
    expect(judge({ fetchSite: 'cross-site', fetchMode: 'navigate' })).toBeNull();
  });

  it.each([
    { fetchSite: 'cross-site', fetchMode: 'no-cors' },
    { fetchSite: 'same-site', fetchMode: 'no-cors' },
    { fetchSite: 'cross-site', fetchMode: 'navigate', method: 'POST' },
  ])('refuses a request made by another page: %o', (facts) => {
    expect(judge(facts)?.status).toBe(403);
  });
});
