import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHttpServer, drain, listen } from './http-server';
import { createRequestGate, type RequestGate } from './request-gate';

let gate: RequestGate;
let server: Server = createServer();
let finish: (() => void) | null;

beforeEach(async () => {
  finish = null;
  gate = createRequestGate(async (request, response) => {
    if (request.url === '/slow') await new Promise<void>((resolve) => (finish = resolve));
    response.end('answered');
  });
  server = createHttpServer(gate.handle, { trustedProxies: [] });
  await listen(server, 0, '127.0.0.1');
});

afterEach(async () => {
  server.closeAllConnections();
  await drain(server, 0);
});

function get(path: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
}

it('refuses new requests with a time to come back while closed, and says the process lives', async () => {
  await gate.close(0);
  const refused = await get('/users');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
  expect(await refused.text()).toContain('being restored');
  expect((await get('/api/health')).status).toBe(200);
  expect((await get('/api/health/ready')).status).toBe(503);
  gate.open();
  expect((await get('/users')).status).toBe(200);
});

it('lets running requests end before it is closed', async () => {
  const slow = get('/slow');
  await vi.waitUntil(() => finish !== null);
  const closed = gate.close(10_000);
  expect((await get('/users')).status).toBe(503);
  finish?.();
  expect(await (await slow).text()).toBe('answered');
  await closed;
});

it('hangs up on what does not end', async () => {
  const endless = get('/slow').catch(() => 'hung up');
  await vi.waitUntil(() => finish !== null);
  await gate.close(0);
  expect(await endless).toBe('hung up');
});
