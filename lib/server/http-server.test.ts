import { once } from 'node:events';
import { request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpServer, drain, listen, type RequestHandler } from './http-server';

let server: Server;
let handled: string[];
let handler: RequestHandler;

const echo: RequestHandler = async (incoming, response) => {
  const body = await text(incoming);
  handled.push(`${String(incoming.method)} ${String(incoming.url)}`);
  response.end(JSON.stringify({ body, headers: incoming.headers }));
};

beforeEach(async () => {
  handled = [];
  handler = echo;
  server = createHttpServer((incoming, response) => handler(incoming, response), {
    trustedProxies: [],
    body: { maxBytes: 1000, timeoutMs: 300 },
  });
  await listen(server, 0, '127.0.0.1');
});

afterEach(async () => {
  server.closeAllConnections();
  await drain(server, 0);
});

function port(): number {
  return (server.address() as AddressInfo).port;
}

async function send(
  body: string | readonly string[],
  headers: Record<string, string> = {},
  path = '/api/x',
): Promise<{ status: number; body: string }> {
  const outgoing = request({ host: '127.0.0.1', port: port(), path, method: 'POST', headers });
  outgoing.on('error', () => undefined);
  const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  for (const part of [body].flat()) outgoing.write(part);
  outgoing.end();
  const [incoming] = await answered;
  return { status: incoming.statusCode ?? 0, body: await text(incoming) };
}

/** Writes raw bytes, never ends, and returns what came back until the server hung up. */
async function sendRaw(bytes: string): Promise<string> {
  const socket = connect(port(), '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

describe('the body of a request', () => {
  it('reaches the application whole, announced or in chunks', async () => {
    expect(JSON.parse((await send('x'.repeat(1000))).body)).toMatchObject({
      body: 'x'.repeat(1000),
    });
    expect(JSON.parse((await send(['ab', 'cd'])).body)).toMatchObject({ body: 'abcd' });
  });

  it('is refused with 413 when it announces too much, before the application sees it', async () => {
    const answer = await send('x', { 'content-length': '1001' });
    expect(answer).toMatchObject({
      status: 413,
      body: expect.stringContaining('request.too_large'),
    });
    expect(handled).toEqual([]);
  });

  it('is refused with 413 when chunks add up to too much', async () => {
    const answer = await send(['x'.repeat(600), 'x'.repeat(600)]);
    expect(answer.status).toBe(413);
    expect(handled).toEqual([]);
  });

  it('may be larger where people upload files, and nowhere else', async () => {
    const body = 'x'.repeat(1500);
    expect((await send(body, {}, '/api/users/import?name=a.csv')).status).toBe(200);
    expect((await send(body, {}, '/api/users/import/more')).status).toBe(413);
  });

  it('is refused with 408 when it does not arrive in time', async () => {
    const answer = await sendRaw(
      'POST /saml/sso HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('took too long');
    expect(handled).toEqual([]);
  });

  it('ends the request without an answer when the client hangs up', async () => {
    const socket = connect(port(), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc');
    await once(server, 'request');
    socket.destroy();
    expect((await send('still alive')).status).toBe(200);
    expect(handled).toEqual(['POST /api/x']);
  });
});

describe('a request', () => {
  it('G3: reaches the application without x-middleware-subrequest and with its real address', async () => {
    const answer = await send('', {
      'x-middleware-subrequest': 'proxy:proxy:proxy',
      'x-forwarded-for': '198.51.100.1',
    });
    const { headers } = JSON.parse(answer.body) as { headers: Record<string, string> };
    expect(headers['x-middleware-subrequest']).toBeUndefined();
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
  });

  it('is refused without a Host header', async () => {
    expect(await sendRaw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 /,
    );
  });

  it('is refused when its headers are larger than 16 KiB', async () => {
    const answer = await sendRaw(`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('is answered with a plain 500 without a trace when the application throws', async () => {
    handler = () => Promise.reject(new Error('secret detail'));
    const answer = await send('x');
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('secret detail');
  });
});

it('draining answers what is running and takes nothing new', async () => {
  let finish: () => void = () => undefined;
  handler = async (_incoming, response) => {
    await new Promise<void>((resolve) => (finish = resolve));
    response.end('finished');
  };
  const running = send('');
  await once(server, 'request');
  const address = port();
  const drained = drain(server, 10_000);
  const refused = once(connect(address, '127.0.0.1'), 'error');
  expect(await refused).toMatchObject([{ code: 'ECONNREFUSED' }]);
  finish();
  expect((await running).body).toBe('finished');
  await drained;
});
