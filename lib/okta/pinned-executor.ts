import { DefaultRequestExecutor } from '@okta/okta-sdk-nodejs';
import { exchange, type ExchangeAnswer } from '@/lib/net/exchange';
import { parseOutboundUrl } from '@/lib/net/outbound-url';
import { createPinnedAgent } from '@/lib/net/pinned-agent';
import { AppError } from '@/lib/shared/errors';
import type { OktaReach } from './probe';

/** How long one call may take, in milliseconds. */
const requestTimeoutMs = 20_000;
/** Largest answer taken, in bytes. A page of 200 identity providers has about 600 KB. */
const maxAnswerBytes = 4_000_000;

type SdkRequest = Parameters<DefaultRequestExecutor['fetch']>[0];

/** Members of the SDK's request; its types leave them to a package it does not ship. */
interface SdkRequestMembers {
  readonly url?: unknown;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/**
 * The executor that keeps the token at home. The stock one (SDK 8.1.0) follows redirects and
 * `Link: rel=next` to any host with `Authorization: SSWS …` attached, and waits twenty seconds for
 * the rest of an answer whose socket was cut. This one lets a request out only to the pinned origin
 * and to API paths, follows no redirect, connects to checked addresses only (resolved once), and
 * caps size and time of answers. The SDK never tries a 429 again: `okta-http.ts` does, in a way that
 * can be cut short.
 */
export class PinnedExecutor extends DefaultRequestExecutor {
  private readonly origin: string;
  private readonly pinnedAgent: ReturnType<typeof createPinnedAgent>;
  private readonly timeoutMs: number;

  constructor(origin: string, reach: OktaReach) {
    super({ maxRetries: 0, requestTimeout: requestTimeoutMs });
    this.timeoutMs = reach.requestTimeoutMs ?? requestTimeoutMs;
    this.origin = origin;
    this.pinnedAgent = createPinnedAgent(
      parseOutboundUrl(origin, reach.sandboxOrigin),
      reach.resolve,
    );
  }

  /**
   * Sends one request of the SDK.
   * @throws AppError `okta.blocked_destination` before anything is sent, `net.*`
   */
  override async fetch(request: SdkRequest): Promise<Response> {
    return this.send(request);
  }

  private async send(request: SdkRequestMembers): Promise<Response> {
    const url = requirePinned(String(request.url), this.origin);
    const answer = await exchange(url, {
      method: (request.method ?? 'get').toUpperCase(),
      headers: toPlainHeaders(request.headers ?? {}),
      ...(typeof request.body === 'string' ? { body: request.body } : {}),
      agent: this.pinnedAgent,
      maxBytes: maxAnswerBytes,
      timeoutMs: this.timeoutMs,
    });
    return toResponse(answer);
  }
}

function requirePinned(target: string, origin: string): URL {
  const url = URL.canParse(target) ? new URL(target) : null;
  const isApiPath = url?.pathname.startsWith('/api/v1/') === true;
  if (url?.origin !== origin || url.username !== '' || url.password !== '' || !isApiPath) {
    throw new AppError('okta.blocked_destination', 'Outbound request left the pinned origin', {
      details: { got: url?.origin ?? 'unreadable', expected: origin },
    });
  }
  return url;
}

function toPlainHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  );
}

function toResponse({ status, headers, body }: ExchangeAnswer): Response {
  if (status < 200 || status > 599) {
    throw new AppError('okta.answer_unusable', `Status ${String(status)}`);
  }
  const hasNoBody = status === 204 || status === 205;
  return new Response(hasNoBody ? null : body, { status, headers });
}
