/** Reads the body of a request before the application sees it: bounded in size and in time. */
import { IncomingMessage } from 'node:http';
import { AppError } from '@/lib/shared/errors';

/** How much of a body is taken, and how long it may take to arrive in full. */
export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** Tells whether a request announces a body. */
export function hasBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || (length ?? '0') !== '0';
}

/**
 * Reads the whole body. Throws `request.too_large` as soon as it is clear (from the announced length,
 * or from what came), and `runtime.request_too_slow` when the time is over.
 */
export function readBoundedBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limits.maxBytes) {
    return Promise.reject(new AppError('request.too_large', `${announced} bytes were announced`));
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    const timer = setTimeout(() => {
      fail(new AppError('runtime.request_too_slow', `${received} of ${announced} bytes came`));
    }, limits.timeoutMs);
    const fail = (error: Error) => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      request.pause();
      reject(error);
    };
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
      chunks.push(chunk);
      if (received > limits.maxBytes) fail(new AppError('request.too_large'));
    });
    request.once('end', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks));
    });
    request.once('error', fail);
  });
}

/** A request like the given one, whose body has arrived already. */
export function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const copy = new IncomingMessage(request.socket);
  copy.method = request.method ?? 'GET';
  copy.url = request.url ?? '/';
  copy.httpVersion = request.httpVersion;
  copy.httpVersionMajor = request.httpVersionMajor;
  copy.httpVersionMinor = request.httpVersionMinor;
  copy.rawHeaders = Object.entries(request.headers).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((item) => [name, item]),
  );
  copy.headers = { ...request.headers, 'content-length': String(body.length) };
  delete copy.headers['transfer-encoding'];
  copy.complete = true;
  copy.push(body);
  copy.push(null);
  return copy;
}
