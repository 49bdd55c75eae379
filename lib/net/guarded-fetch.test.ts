import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { guardedFetch } from './guarded-fetch';
import type { ResolvedAddress } from './pinned-lookup';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<{ origin: string; hits: string[] }> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, hits };
}

const limits = { accept: 'application/json', maxBytes: 1000, timeoutMs: 2000 };

function fetchPublic(url: string, addresses: readonly ResolvedAddress[] = []) {
  return guardedFetch(url, {
    ...limits,
    sandboxOrigin: null,
    resolve: () => Promise.resolve(addresses),
  });
}

describe('guardedFetch', () => {
  it.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[fc00::1]/',
    'https://[fe80::1]/',
    'https://0.0.0.0/',
    'https://100.64.0.1/',
    'https://[::ffff:127.0.0.1]/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://0x7f000001/',
    'https://127.1/',
    'https://8.8.8.8/',
  ])('E1: refuses the address %s', async (url) => {
    await expect(fetchPublic(url)).rejects.toMatchObject({ code: 'net.address_forbidden' });
  });

  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '172.31.255.255',
    '192.168.0.10',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fc00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    'ff02::1',
  ])('E2: refuses a public name that resolves to %s', async (address) => {
    const family = address.includes(':') ? 6 : 4;
    await expect(
      fetchPublic('https://acme.okta.com/', [{ address, family }]),
    ).rejects.toMatchObject({ code: 'net.address_forbidden' });
  });

  it('E2: refuses a name of which one address is private, though the others are public', async () => {
    const addresses = [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ] as const;
    await expect(fetchPublic('https://acme.okta.com/', addresses)).rejects.toMatchObject({
      code: 'net.address_forbidden',
    });
  });

  it.each([301, 302, 303, 307, 308])('E3: follows no redirect (%i)', async (status) => {
    const other = await serve((_, response) => response.end('{}'));
    const { origin } = await serve((_, response) =>
      response.writeHead(status, { location: `${other.origin}/` }).end(),
    );
    await expect(
      guardedFetch(`${origin}/`, { ...limits, sandboxOrigin: origin }),
    ).rejects.toMatchObject({ code: 'net.redirected' });
    expect(other.hits).toEqual([]);
  });

  it.each([
    'http://acme.okta.com/',
    'file:///etc/passwd',
    'gopher://acme.okta.com/',
    'data:application/json,{}',
    'https://user@acme.okta.com/',
    'https://user:secret@acme.okta.com/',
    'https://acme.okta.com:8443/',
    'https://localhost/',
    'https://acme.okta.com./',
    'not a url',
  ])('E4: refuses %s', async (url) => {
    await expect(fetchPublic(url)).rejects.toMatchObject({ code: 'net.url_forbidden' });
  });

  it('contacts the stand-in origin only when it is passed, and only that very origin', async () => {
    const { origin } = await serve((_, response) => response.end('{}'));
    const sandboxOrigin = origin.replace(/\d+$/, '1');
    await expect(guardedFetch(origin, { ...limits, sandboxOrigin })).rejects.toMatchObject({
      code: 'net.url_forbidden',
    });
  });

  it('refuses a stand-in origin that is not on loopback', async () => {
    const sandboxOrigin = 'http://10.0.0.1:4812';
    await expect(guardedFetch(sandboxOrigin, { ...limits, sandboxOrigin })).rejects.toMatchObject({
      code: 'net.address_forbidden',
    });
  });

  it('E5: cuts off a body beyond the limit', async () => {
    const { origin } = await serve((_, response) => response.end('x'.repeat(1001)));
    await expect(guardedFetch(origin, { ...limits, sandboxOrigin: origin })).rejects.toMatchObject({
      code: 'net.answer_too_large',
    });
  });

  it('E5: gives up on a body that drips', async () => {
    const { origin } = await serve((_, response) => {
      response.write('{');
    });
    await expect(
      guardedFetch(origin, { ...limits, timeoutMs: 150, sandboxOrigin: origin }),
    ).rejects.toMatchObject({ code: 'net.timeout' });
  });

  it('E5: refuses a compressed body, which it never asks for', async () => {
    const { origin } = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('bomb'),
    );
    await expect(guardedFetch(origin, { ...limits, sandboxOrigin: origin })).rejects.toMatchObject({
      code: 'net.answer_unusable',
    });
  });

  it('E10: an error holds nothing of the body', async () => {
    const { origin } = await serve((_, response) => response.end('INTERNAL'.repeat(1000)));
    const error: unknown = await guardedFetch(origin, { ...limits, sandboxOrigin: origin }).catch(
      (caught: unknown) => caught,
    );
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('INTERNAL');
  });

  it('returns status, media type and body of a plain answer', async () => {
    const { origin } = await serve((_, response) =>
      response.writeHead(404, { 'content-type': 'Application/JSON; charset=utf-8' }).end('{"a":1}'),
    );
    await expect(guardedFetch(origin, { ...limits, sandboxOrigin: origin })).resolves.toEqual({
      status: 404,
      mediaType: 'application/json',
      body: '{"a":1}',
    });
  });
});
