import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress, isTrustedProxy, sanitiseHeaders } from './forwarded-headers';

function headersAfter(
  headers: Record<string, string>,
  { peer = '203.0.113.9', trusted = [] as string[], url = '/' } = {},
): Record<string, unknown> {
  const request = { url, headers: { ...headers }, socket: { remoteAddress: peer } };
  sanitiseHeaders(request as unknown as IncomingMessage, trusted);
  return request.headers;
}

describe('a trusted proxy', () => {
  it.each([
    ['10.1.2.3', true],
    ['::ffff:10.1.2.3', true],
    ['192.0.2.1', true],
    ['192.0.2.2', false],
    ['2001:db8::7', true],
    ['2001:db9::7', false],
    ['nonsense', false],
  ])('%s: %s', (address, expected) => {
    expect(isTrustedProxy(address, ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32'])).toBe(expected);
  });
});

describe('the address of the client', () => {
  it.each<[string, string, string | undefined, string[], string]>([
    ['is the peer without proxies', '203.0.113.9', '198.51.100.1', [], '203.0.113.9'],
    ['is what a trusted proxy saw', '10.0.0.1', '198.51.100.1', ['10.0.0.1'], '198.51.100.1'],
    [
      'is the nearest untrusted hop; what the client wrote before it is ignored',
      '10.0.0.1',
      '127.0.0.1, 198.51.100.1, 10.0.0.2',
      ['10.0.0.0/8'],
      '198.51.100.1',
    ],
    ['stays the proxy when it says nothing', '10.0.0.1', undefined, ['10.0.0.1'], '10.0.0.1'],
    ['stays the proxy when it says nonsense', '10.0.0.1', 'unknown', ['10.0.0.1'], '10.0.0.1'],
    ['is plain IPv4 when mapped into IPv6', '::ffff:203.0.113.9', undefined, [], '203.0.113.9'],
  ])('%s', (_name, peer, forwardedFor, trusted, expected) => {
    expect(clientAddress(peer, forwardedFor, trusted)).toBe(expected);
  });
});

describe('headers of a request', () => {
  it('G3: lose everything that steers the framework', () => {
    const headers = headersAfter({
      'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
      'x-middleware-rewrite': '/users',
      'x-invoke-path': '/users',
      'x-matched-path': '/users',
      'x-adminx-path': '/users',
      'x-nonce': 'chosen',
      accept: 'text/html',
    });
    expect(Object.keys(headers).sort()).toEqual(['accept', 'x-forwarded-for', 'x-forwarded-proto']);
  });

  it('lose claims about where they came from', () => {
    const headers = headersAfter({
      host: 'id.example.com',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '443',
      'x-real-ip': '127.0.0.1',
      forwarded: 'for=127.0.0.1',
    });
    expect(headers).toEqual({
      host: 'id.example.com',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'id.example.com',
      'x-forwarded-proto': 'http',
    });
  });

  it('keep the protocol a trusted proxy names, never its host', () => {
    const headers = headersAfter(
      { host: 'id.example.com', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' },
      { peer: '10.0.0.1', trusted: ['10.0.0.0/8'] },
    );
    expect(headers).toMatchObject({
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'id.example.com',
    });
  });

  it('A28: keep the query of a SAML redirect octet for octet, whatever the client claims', () => {
    const query = 'SAMLRequest=a%2fb%20c+d&Signature=%3d%3D?x';
    const claim = { 'x-adminx-raw-query': 'SAMLRequest=evil' };
    expect(headersAfter(claim, { url: `/saml/sso?${query}` })).toMatchObject({
      'x-adminx-raw-query': query,
    });
    expect(headersAfter(claim, { url: `/saml/slo?${query}` })).toMatchObject({
      'x-adminx-raw-query': query,
    });
    expect(headersAfter(claim, { url: '/saml/sso' })).not.toHaveProperty('x-adminx-raw-query');
    expect(headersAfter(claim, { url: '/users?a=b' })).not.toHaveProperty('x-adminx-raw-query');
  });
});
