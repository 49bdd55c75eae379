import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { AppError, isAppError } from '@/lib/shared/errors';
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
  const deadline = AbortSignal.timeout(options.timeoutMs);
  try {
    const message = await send(target.url, options.accept, agent, deadline);
    return await readAnswer(message, options.maxBytes);
  } catch (error) {
    throw toNetError(error, deadline.aborted);
  } finally {
    agent.destroy();
  }
}

/**
 * The catalogue's error for whatever a socket threw: an `AppError` of ours anywhere in the chain of
 * causes is passed on, the rest becomes `net.timeout` or `net.unreachable`.
 */
export function toNetError(error: unknown, isTimeout: boolean): AppError {
  const own = findAppError(error);
  if (own) return own;
  if (isTimeout) return new AppError('net.timeout', 'No complete answer in time');
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new AppError('net.unreachable', `Connection failed: ${code}`, { details: { code } });
}

function findAppError(error: unknown): AppError | null {
  if (isAppError(error)) return error;
  if (error instanceof AggregateError) {
    for (const inner of error.errors as unknown[]) {
      const found = findAppError(inner);
      if (found) return found;
    }
  }
  return error instanceof Error && error.cause !== undefined ? findAppError(error.cause) : null;
}

function send(
  url: URL,
  accept: string,
  agent: ReturnType<typeof createPinnedAgent>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { accept, 'accept-encoding': 'identity', 'user-agent': 'AdminX' };
  return new Promise((resolve, reject) => {
    request(url, { method: 'GET', headers, agent, signal, maxHeaderSize: 16_384 }, resolve)
      .on('error', reject)
      .end();
  });
}

async function readAnswer(message: IncomingMessage, maxBytes: number): Promise<GuardedAnswer> {
  const status = message.statusCode ?? 0;
  try {
    if (status >= 300 && status < 400) {
      throw new AppError('net.redirected', `Status ${String(status)}`, { details: { status } });
    }
    const encoding = message.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') throw new AppError('net.answer_unusable', 'Compressed unasked');
    const body = await readBody(message, maxBytes);
    return { status, mediaType: toMediaType(message.headers['content-type']), body };
  } finally {
    message.destroy();
  }
}

async function readBody(message: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new AppError('net.answer_too_large', `More than ${String(maxBytes)} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function toMediaType(header: string | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
