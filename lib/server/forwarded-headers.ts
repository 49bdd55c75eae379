/** Decides which claims about a request's origin reach the application: none of the client's own. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import { rawQueryHeader } from '@/lib/shared/raw-query-header';

/**
 * Headers only the framework and this launcher may set. `x-middleware-subrequest` once let a client
 * skip the middleware (CVE-2025-29927); the others steer Next.js or vouch for something.
 */
const internalHeader =
  /^(?:x-middleware-.*|x-invoke-.*|x-adminx-.*|x-nonce|x-matched-path|x-now-route-matches|x-nextjs-data|x-real-ip|forwarded|x-forwarded-.*)$/;

/** Tells whether an address is one of the trusted proxies, given as addresses and CIDR ranges. */
export function isTrustedProxy(address: string, trusted: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const peer = ipaddr.process(address);
  return trusted.some((entry) => {
    const [range, bits] = entry.includes('/')
      ? ipaddr.parseCIDR(entry)
      : ([ipaddr.process(entry), undefined] as const);
    if (peer.kind() !== range.kind()) return false;
    return bits === undefined ? peer.toString() === range.toString() : peer.match(range, bits);
  });
}

/**
 * The address of the client: the nearest hop that is not a trusted proxy. Addresses further away in
 * `X-Forwarded-For` are claims of that hop and ignored.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | undefined,
  trusted: readonly string[],
): string {
  const claims = (forwardedFor ?? '').split(',').map((part) => part.trim());
  let nearest = normalise(peer);
  while (isTrustedProxy(nearest, trusted)) {
    const next = claims.pop();
    if (!next || !ipaddr.isValid(next)) break;
    nearest = normalise(next);
  }
  return nearest;
}

/**
 * Rewrites the headers of a request in place. Afterwards `x-forwarded-for` holds one address that
 * this launcher vouches for, and `x-forwarded-proto` what a trusted proxy said, else `http`. The Host
 * header stays as it came: the application compares it with the configured ones. A SAML redirect keeps
 * its query octet for octet beside the one that Next.js writes anew.
 */
export function sanitiseHeaders(request: IncomingMessage, trusted: readonly string[]): void {
  const { headers } = request;
  const peer = request.socket.remoteAddress ?? '0.0.0.0';
  const isProxied = isTrustedProxy(peer, trusted);
  const client = clientAddress(peer, asText(headers['x-forwarded-for']), trusted);
  const protocol = isProxied && headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  removeInternal(headers);
  headers['x-forwarded-for'] = client;
  headers['x-forwarded-proto'] = protocol;
  if (headers.host) headers['x-forwarded-host'] = headers.host;
  const [path, query] = splitUrl(request.url ?? '/');
  if (isSamlRedirect(path) && query !== undefined) headers[rawQueryHeader] = query;
}

/** Both endpoints take messages whose signature covers the octets of the query. */
function isSamlRedirect(path: string): boolean {
  return path === '/saml/sso' || path === '/saml/slo';
}

/** Path and query of a request target, at the first `?`. */
function splitUrl(url: string): [string, string?] {
  const at = url.indexOf('?');
  return at === -1 ? [url] : [url.slice(0, at), url.slice(at + 1)];
}

function removeInternal(headers: IncomingHttpHeaders): void {
  for (const name of Object.keys(headers)) {
    if (internalHeader.test(name)) Reflect.deleteProperty(headers, name);
  }
}

function asText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value;
}

function normalise(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address;
}
