import { request as httpRequest, type Agent, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { AppError, isAppError } from '@/lib/shared/errors';

/** One request over an agent whose connections are pinned (see `pinned-agent.ts`). */
export interface ExchangeOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly agent: Agent;
  /** Largest body taken, in bytes, as received: no compression is asked for or accepted. */
  readonly maxBytes: number;
  /** For the whole exchange, name resolution and body included, in milliseconds. */
  readonly timeoutMs: number;
}

/** A complete answer, whatever its status but a redirect. */
export interface ExchangeAnswer {
  readonly status: number;
  /** Names in lower case; a header that came several times is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * One HTTP request, no redirect followed, body and time capped. The caller has checked the URL and
 * made the agent. Errors never hold any of the body or of the headers sent.
 *
 * @throws AppError `net.address_forbidden`, `net.name_unresolved`, `net.unreachable`,
 * `net.timeout`, `net.redirected`, `net.answer_too_large`, `net.answer_unusable`
 */
export async function exchange(url: URL, options: ExchangeOptions): Promise<ExchangeAnswer> {
  const deadline = AbortSignal.timeout(options.timeoutMs);
  try {
    const message = await send(url, options, deadline);
    return await readAnswer(message, options.maxBytes);
  } catch (error) {
    throw toNetError(error, deadline.aborted);
  }
}

function send(url: URL, options: ExchangeOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const { method, agent, body } = options;
  const headers = {
    ...options.headers,
    'accept-encoding': 'identity',
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  };
  return new Promise((resolve, reject) => {
    request(url, { method, headers, agent, signal, maxHeaderSize: 16_384 }, resolve)
      .on('error', reject)
      .end(body);
  });
}

async function readAnswer(message: IncomingMessage, maxBytes: number): Promise<ExchangeAnswer> {
  const status = message.statusCode ?? 0;
  try {
    if (status >= 300 && status < 400) {
      throw new AppError('net.redirected', `Status ${String(status)}`, { details: { status } });
    }
    const encoding = message.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') throw new AppError('net.answer_unusable', 'Compressed unasked');
    return { status, headers: toPlain(message), body: await readBody(message, maxBytes) };
  } finally {
    message.destroy();
  }
}

function toPlain({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
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

/** An `AppError` anywhere in the chain is passed on; the rest becomes timeout or unreachable. */
function toNetError(error: unknown, isTimeout: boolean): AppError {
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
