import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { OutboundUrl } from './outbound-url';
import { createPinnedLookup, type ResolveName } from './pinned-lookup';

/**
 * An agent for clients that make their own requests (the Okta SDK): every connection goes to
 * checked addresses of the URL's zone, resolved once. It knows no proxy on purpose: behind one the
 * name would be resolved out of our sight. Close it with `destroy()`.
 */
export function createPinnedAgent(
  { url, zone }: OutboundUrl,
  resolve?: ResolveName,
): HttpAgent | HttpsAgent {
  const options = { keepAlive: false, maxSockets: 4, lookup: createPinnedLookup(zone, resolve) };
  return url.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
}
