/** The HTTP server around the application: bounds, honest headers, one answer for every failure. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { log } from '@/lib/log/log';
import { AppError, isAppError } from '@/lib/shared/errors';
import { hasBody, readBoundedBody, withBody, type BodyLimits } from './bounded-body';
import { sanitiseHeaders } from './forwarded-headers';

/** What answers a request once it is known to be sane. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Who is believed and how much is accepted. */
export interface HttpServerOptions {
  readonly trustedProxies: readonly string[];
  readonly body?: BodyLimits;
}

/** One mebibyte is what server actions take at most; ten seconds carry that over any line. */
const defaultBodyLimits: BodyLimits = { maxBytes: 1024 * 1024, timeoutMs: 10_000 };

/** Files people upload: a little more than the feature takes, so that its own sentence is read. */
const uploadLimits: Readonly<Record<string, BodyLimits>> = {
  '/api/alignment': { maxBytes: 41 * 1024 * 1024, timeoutMs: 120_000 },
  '/api/users/import': { maxBytes: 6 * 1024 * 1024, timeoutMs: 60_000 },
};

/** Makes the server; the caller listens. */
export function createHttpServer(handler: RequestHandler, options: HttpServerOptions): Server {
  const limits = options.body ?? defaultBodyLimits;
  const longestMs = Math.max(limits.timeoutMs, ...Object.values(uploadLimits).map(patience));
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 10_000,
      requestTimeout: longestMs + 10_000,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 65_000,
      requireHostHeader: true,
    },
    (request, response) => {
      void answer(request, response);
    },
  );

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!server.listening) response.setHeader('Connection', 'close');
    try {
      sanitiseHeaders(request, options.trustedProxies);
      const arrived = hasBody(request)
        ? withBody(request, await readBoundedBody(request, limitsFor(request) ?? limits))
        : request;
      await handler(arrived, response);
    } catch (error) {
      refuse(request, response, error);
    }
  }
  return server;
}

function limitsFor({ url = '' }: IncomingMessage): BodyLimits | undefined {
  return uploadLimits[url.split('?')[0] ?? ''];
}

function patience({ timeoutMs }: BodyLimits): number {
  return timeoutMs;
}

/** Answers a failure and drops the connection: what is left of the request is not wanted. */
function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (request.socket.destroyed || response.headersSent) {
    response.destroy();
    return;
  }
  const refusal = isAppError(error) ? error : new AppError('request.internal');
  if (refusal.status === 500) log.error({ err: error }, 'A request failed in the launcher');
  const { code, publicMessage: message } = refusal;
  const isApi = request.url?.startsWith('/api/') ?? false;
  response.writeHead(refusal.status, {
    'Content-Type': isApi ? 'application/json' : 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(refusal.status === 503 ? { 'Retry-After': '10' } : {}),
    Connection: 'close',
  });
  response.end(isApi ? JSON.stringify({ error: { code, message } }) : `${message}\n`, () => {
    // Gives the answer time to arrive before the unread body makes the kernel reset the connection.
    setTimeout(() => request.socket.destroy(), 500).unref();
  });
}

/** Listens; refuses with the error of the system, such as EADDRINUSE. */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Takes no new connections and waits for running requests, at most so long. */
export function drain(server: Server, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => {
      server.closeAllConnections();
    }, patienceMs);
    // A connection kept alive after its answer would hold the end up for a minute.
    const closeIdle = setInterval(() => {
      server.closeIdleConnections();
    }, 100);
    server.close(() => {
      clearTimeout(giveUp);
      clearInterval(closeIdle);
      resolve();
    });
    server.closeIdleConnections();
  });
}
