/** Rules for the address people type: of the installation and of every tenant. */
import ipaddr from 'ipaddr.js';
import { isLoopbackHost } from './loopback';

/** What is wrong with a public URL, as the end of a sentence about it, or null. */
export function publicUrlProblem(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    return 'must be a URL such as https://id.example.com';
  if (url.href !== `${url.origin}/`) {
    return 'must be an origin only, without path, question mark, user or password';
  }
  if (ipaddr.isValid(url.hostname.replace(/^\[|\]$/g, ''))) {
    return 'must use a host name, because passkeys do not work on IP addresses';
  }
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    return 'must begin with https://, because passkeys need it everywhere but on localhost';
  }
  return null;
}

/**
 * Tells whether a request for a host is one over https. The configured base URL says so for its own
 * host; every other tenant is https unless it is on loopback.
 */
export function isSecureHost(host: string | null, baseUrl: string): boolean {
  const base = new URL(baseUrl);
  const name = host?.toLowerCase() ?? base.host;
  if (name === base.host) return base.protocol === 'https:';
  return !isLoopbackHost(name.replace(/:\d+$/, ''));
}
