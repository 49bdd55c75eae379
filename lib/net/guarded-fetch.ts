import { exchange } from './exchange';
import { parseOutboundUrl } from './outbound-url';
import { createPinnedAgent } from './pinned-agent';
import type { ResolveName } from './pinned-lookup';

/** What a guarded request may cost and where it may go. */
export interface GuardedFetchOptions {
  /** `Accept` header. */
  readonly accept: string;
  /** Largest body taken, in bytes, as received: no compression is asked for or accepted. */
  readonly maxBytes: number;
  /** For the whole exchange, name resolution and body included, in milliseconds. */
  readonly timeoutMs: number;
  /** Exact origin of a stand-in organisation on loopback, or null. */
  readonly sandboxOrigin: string | null;
  /** Replaced in tests only. */
  readonly resolve?: ResolveName;
}

/** An answer, whatever its status; redirects never get here. */
export interface GuardedAnswer {
  readonly status: number;
  /** Media type in lower case without parameters; empty when there is none. */
  readonly mediaType: string;
  readonly body: string;
}

/**
 * The one way to GET something from a server we do not run. https only, host and address rules
 * applied, connection pinned to checked addresses, no redirect followed, body and time capped, no
 * cookie or credential sent, no proxy. Errors never hold any of the body.
 *
 * @throws AppError `net.url_forbidden`, `net.address_forbidden`, `net.name_unresolved`,
 * `net.unreachable`, `net.timeout`, `net.redirected`, `net.answer_too_large`, `net.answer_unusable`
 */
export async function guardedFetch(
  text: string,
  options: GuardedFetchOptions,
): Promise<GuardedAnswer> {
  const target = parseOutboundUrl(text, options.sandboxOrigin);
  const agent = createPinnedAgent(target, options.resolve);
  const { maxBytes, timeoutMs, accept } = options;
  const headers = { accept, 'user-agent': 'AdminX' };
  try {
    const answer = await exchange(target.url, {
      method: 'GET',
      headers,
      agent,
      maxBytes,
      timeoutMs,
    });
    const mediaType = (answer.headers['content-type'] ?? '').split(';')[0] ?? '';
    return {
      status: answer.status,
      mediaType: mediaType.trim().toLowerCase(),
      body: answer.body,
    };
  } finally {
    agent.destroy();
  }
}
