import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createOktaAdmin } from './client';
import { probeOrganisation } from './probe';
import { findOktaRoute } from './webfinger';

/** A made-up token in the shape of Okta's. */
const token = `00${'plantedTokenForTests'.padEnd(40, 'x')}`;

interface Recorded {
  readonly url: string;
  readonly method: string;
  readonly authorization: string | undefined;
}

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Listener = (request: IncomingMessage, response: ServerResponse, origin: string) => void;

async function serve(listener: Listener) {
  const received: Recorded[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    received.push({ url: request.url ?? '', method: request.method ?? '', authorization });
    listener(request, response, origin);
  });
  servers.push(server);
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { origin, received, countConnections: () => connections };
}

function json(response: ServerResponse, body: unknown, status = 200, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function adminAt(origin: string) {
  const pause = () => Promise.resolve();
  return createOktaAdmin({ orgUrl: origin, token }, { sandboxOrigin: origin, pause });
}

async function failure(call: Promise<unknown>): Promise<Error & { code?: string }> {
  return call.then(
    () => expect.fail('expected a refusal'),
    (error: unknown) => error as Error,
  );
}

function everythingIn(error: unknown): string {
  const seen: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    seen.push(at.message, at.stack ?? '', JSON.stringify(at, Object.getOwnPropertyNames(at)));
  }
  return seen.join('\n');
}

const me = { id: '00u1', status: 'ACTIVE', profile: { login: 'a@example.com' } };

describe('createOktaAdmin against a hostile server', () => {
  it('sends the token to the organisation, as SSWS', async () => {
    const org = await serve((_, response) => {
      json(response, me);
    });
    await expect(adminAt(org.origin).getTokenOwner()).resolves.toMatchObject({ id: '00u1' });
    expect(org.received).toEqual([
      { url: '/api/v1/users/me', method: 'GET', authorization: `SSWS ${token}` },
    ]);
  });

  it.each([
    'https://evil.example',
    'https://acme.okta.com.evil.tld',
    'https://acme-okta.com',
    'https://acme.okta.com:8443',
    'https://user@acme.okta.com',
    'https://acme.xn--kta-jlc.com',
    'http://acme.okta.com',
    'http://127.0.0.1:4812',
  ])('F1: makes no client for %s', (orgUrl) => {
    expect(() => createOktaAdmin({ orgUrl, token }, { sandboxOrigin: null })).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^okta\.domain_/) as string }),
    );
  });

  it('F1: connects to no private address, though the genuine name resolves to one', async () => {
    const org = await serve((_, response) => {
      json(response, me);
    });
    const reach = {
      sandboxOrigin: null,
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 as const }]),
    };
    const admin = createOktaAdmin({ orgUrl: 'https://acme.okta.com', token }, reach);
    expect(await failure(admin.getTokenOwner())).toMatchObject({ code: 'net.address_forbidden' });
    expect(org.received).toEqual([]);
  });

  it('F1: goes on refusing when the name resolves elsewhere at the second call (rebinding)', async () => {
    const thief = await serve((_, response) => {
      json(response, me);
    });
    let asked = 0;
    const reach = {
      sandboxOrigin: null,
      requestTimeoutMs: 300,
      resolve: () => {
        asked += 1;
        // First a public address where nobody answers, then this machine.
        const address = asked === 1 ? '192.88.99.1' : '127.0.0.1';
        return Promise.resolve([{ address, family: 4 as const }]);
      },
    };
    const admin = createOktaAdmin({ orgUrl: 'https://acme.okta.com', token }, reach);
    await failure(admin.getTokenOwner());
    await failure(admin.getTokenOwner());
    expect(thief.received).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])('F2: follows no redirect (%i)', async (status) => {
    const thief = await serve((_, response) => {
      json(response, me);
    });
    const org = await serve((_, response) => {
      response.writeHead(status, { location: `${thief.origin}/api/v1/users/me` }).end();
    });
    expect(await failure(adminAt(org.origin).getTokenOwner())).toMatchObject({
      code: 'okta.blocked_destination',
    });
    expect(thief.received).toEqual([]);
  });

  it.each([
    ['to another host', (thief: string) => thief.replace('127.0.0.1', 'localhost')],
    ['to another port of the same host', (thief: string) => thief],
    ['to another scheme', (thief: string) => thief.replace('http:', 'https:')],
    ['without a scheme', (thief: string) => thief.replace('http:', '')],
    ['with user information', (thief: string) => thief.replace('//', '//acme.okta.com@')],
  ])('F2: a redirect %s opens no connection, so no token goes there', async (_what, toLocation) => {
    const thief = await serve((_, response) => {
      json(response, me);
    });
    const org = await serve((_, response) => {
      const location = `${toLocation(thief.origin)}/api/v1/users/me`;
      response.writeHead(307, { location }).end();
    });
    // It would be received: whoever follows the address arrives.
    await fetch(`${thief.origin}/api/v1/users/me`);
    expect(thief.countConnections()).toBe(1);
    expect(await failure(adminAt(org.origin).getTokenOwner())).toMatchObject({
      code: 'okta.blocked_destination',
    });
    expect(thief.countConnections()).toBe(1);
  });

  it('F2: follows no redirect within the organisation either', async () => {
    const org = await serve((request, response) => {
      if (request.url === '/api/v1/users/me') response.writeHead(302, { location: '/api/v1/x' });
      response.end();
    });
    expect(await failure(adminAt(org.origin).getTokenOwner())).toMatchObject({
      code: 'okta.blocked_destination',
    });
    expect(org.received).toHaveLength(1);
  });

  it.each([
    ['another host', (thief: string) => `${thief}/api/v1/idps?after=2`],
    ['another port', (_: string, org: string) => `${org.replace(/\d+$/, '1')}/api/v1/idps?after=2`],
    ['a host in punycode', () => 'https://acme.xn--kta-jlc.com/api/v1/idps?after=2'],
    ['user information', (thief: string) => `${thief.replace('//', '//org@')}/api/v1/idps`],
    [
      'our host as user information',
      (thief: string, org: string) => `${org}@${thief.replace('http://', '')}/api/v1/idps`,
    ],
    ['our host as a prefix', (_: string, org: string) => `${org}.evil.example/api/v1/idps`],
    ['another scheme', (thief: string) => `${thief.replace('http:', 'https:')}/api/v1/idps`],
    ['no scheme', (thief: string) => `${thief.replace('http:', '')}/api/v1/idps`],
    ['a path outside the API', (_: string, org: string) => `${org}/login?after=2`],
    ['no URL at all', () => 'https://'],
  ])('F1: follows no next link with %s', async (_name, toLink) => {
    const thief = await serve((_, response) => {
      json(response, []);
    });
    const org = await serve((_, response, origin) => {
      json(response, [], 200, { link: `<${toLink(thief.origin, origin)}>; rel="next"` });
    });
    expect(await failure(adminAt(org.origin).listIdentityProviders())).toMatchObject({
      code: 'okta.blocked_destination',
    });
    expect(thief.received).toEqual([]);
    expect(org.received).toHaveLength(1);
  });

  it('follows next links within the organisation', async () => {
    const org = await serve((request, response, origin) => {
      const isFirst = request.url?.includes('after') === false;
      const key = { kid: isFirst ? 'k1' : 'k2' };
      const link = `<${origin}/api/v1/idps/credentials/keys?limit=200&after=1>; rel="next"`;
      json(response, [key], 200, isFirst ? { link } : {});
    });
    const keys = await adminAt(org.origin).listKeys();
    expect(keys.map(({ kid }) => kid)).toEqual(['k1', 'k2']);
  });

  it('F11: stops at a list without an end', async () => {
    const org = await serve((_, response, origin) => {
      json(response, [], 200, { link: `<${origin}/api/v1/idps?after=1>; rel="next"` });
    });
    expect(await failure(adminAt(org.origin).listIdentityProviders())).toMatchObject({
      code: 'okta.answer_unusable',
    });
    expect(org.received.length).toBeLessThanOrEqual(50);
  });

  it('F11: stops at an answer larger than any of Okta’s', async () => {
    const org = await serve((_, response) => {
      json(response, `[${'"x",'.repeat(1_200_000)}"x"]`);
    });
    expect(await failure(adminAt(org.origin).listKeys())).toMatchObject({
      code: 'okta.answer_unusable',
    });
  });

  it.each([
    ['HTML instead of JSON', '<html>sign in</html>'],
    ['null', 'null'],
    ['a list instead of an object', '[]'],
    ['a number for a text', '{"id":1,"status":"ACTIVE","profile":{"login":"a"}}'],
    [
      'a text beyond all measure',
      `{"id":"${'x'.repeat(5000)}","status":"A","profile":{"login":"a"}}`,
    ],
    ['nothing', ''],
  ])('F11: refuses %s', async (_name, body) => {
    const org = await serve((_, response) => {
      json(response, body);
    });
    expect(await failure(adminAt(org.origin).getTokenOwner())).toMatchObject({
      code: 'okta.answer_unusable',
    });
  });

  it('F11: __proto__ and constructor in an answer reach no prototype', async () => {
    const org = await serve((_, response) => {
      json(
        response,
        '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"id":"00u1","status":"ACTIVE","profile":{"login":"a","__proto__":{"polluted":true}}}',
      );
    });
    const owner = await adminAt(org.origin).getTokenOwner();
    expect(Object.keys(owner)).toEqual(['id', 'status', 'login', 'email', 'firstName', 'lastName']);
    expect('polluted' in {}).toBe(false);
    expect('polluted' in owner).toBe(false);
  });

  it('F11: refuses nesting that would exhaust the stack', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const org = await serve((_, response) => {
      json(
        response,
        `[{"id":"r","name":"r","status":"ACTIVE","conditions":{"deep":${deep}},"actions":{}}]`,
      );
    });
    expect(await failure(adminAt(org.origin).listRules('p'))).toMatchObject({
      code: 'okta.answer_unusable',
    });
  });

  it('F11: keeps Okta’s words short, on one line, without the token', async () => {
    const org = await serve((_, response) => {
      const errorSummary = `Bad ${token}\r\n\u202e<script>${'y'.repeat(1000)}`;
      json(response, { errorCode: 'E0000001', errorSummary, errorCauses: [] }, 400);
    });
    const error = await failure(adminAt(org.origin).getTokenOwner());
    expect(error).toMatchObject({ code: 'okta.request_refused' });
    const { details } = error as unknown as { details: { oktaText: string } };
    expect(details.oktaText).toMatch(/^Bad \[token\] <script>y+…$/);
    expect(details.oktaText.length).toBeLessThanOrEqual(301);
  });

  it.each([
    [401, 'E0000011', 'okta.token_invalid'],
    [401, 'E0000015', 'okta.feature_missing'],
    [403, 'E0000006', 'okta.permission_missing'],
    [404, 'E0000007', 'okta.not_found'],
    [409, 'E0000999', 'okta.conflict'],
    [429, 'E0000047', 'okta.rate_limited'],
    [500, 'E0000009', 'okta.server_error'],
    [503, 'E0000010', 'okta.busy'],
    [403, 'E0000251', 'okta.trusted_claims_in_use'],
    [400, 'not a code', 'okta.request_refused'],
  ])('names %i %s as %s, and the token is in none of the error', async (status, code, expected) => {
    const org = await serve((_, response) => {
      json(response, { errorCode: code, errorSummary: 'No', errorCauses: [] }, status);
    });
    const error = await failure(adminAt(org.origin).getTokenOwner());
    expect(error).toMatchObject({ code: expected });
    expect(everythingIn(error)).not.toContain(token);
  });

  it('F3: a socket cut in the middle of the answer is a named error without the token', async () => {
    const org = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"id":');
      setTimeout(() => response.destroy(), 20);
    });
    const error = await failure(adminAt(org.origin).getTokenOwner());
    expect(error.code).toMatch(/^okta\.(unreachable|answer_unusable)$/);
    expect(everythingIn(error)).not.toContain(token);
  });

  it('F11: judges by the status an error whose body is hostile', async () => {
    const org = await serve((_, response) => {
      json(response, { errorCode: { toString: 1 }, errorSummary: [], errorCauses: 'none' }, 403);
    });
    expect(await failure(adminAt(org.origin).getTokenOwner())).toMatchObject({
      code: 'okta.permission_missing',
    });
  });

  it('gives up when Okta asks to wait for long', async () => {
    const org = await serve((_, response) => {
      json(response, { errorCode: 'E0000047', errorSummary: 'Slow', errorCauses: [] }, 429, {
        'x-rate-limit-reset': '99999999999',
      });
    });
    expect(await failure(adminAt(org.origin).getTokenOwner())).toMatchObject({
      code: 'okta.rate_limited',
    });
    expect(org.received).toHaveLength(1);
  });

  it('tries again while Okta reorders its policies', async () => {
    let tries = 0;
    const org = await serve((_, response) => {
      tries += 1;
      if (tries < 3) json(response, { errorCode: 'E0000239', errorSummary: 'Wait' }, 423);
      else json(response, me);
    });
    await expect(adminAt(org.origin).getTokenOwner()).resolves.toMatchObject({ id: '00u1' });
    expect(tries).toBe(3);
  });
});

const wellKnown = (origin: string) => ({
  id: '00otivnuq1X5554yc1d7',
  pipeline: 'idx',
  _links: { organization: { href: origin } },
});

describe('probeOrganisation and findOktaRoute', () => {
  it('reads the organisation without any credential', async () => {
    const org = await serve((_, response, origin) => {
      json(response, wellKnown(origin));
    });
    const found = await probeOrganisation(org.origin, { sandboxOrigin: org.origin });
    expect(found).toMatchObject({ id: '00otivnuq1X5554yc1d7', pipeline: 'idx', isSandbox: true });
    expect(found.name).toBe('Stand-in Okta');
    expect(org.received).toEqual([
      { url: '/.well-known/okta-organization', method: 'GET', authorization: undefined },
    ]);
  });

  it.each([
    ['another host', { ...wellKnown('https://other.okta.com') }],
    ['an id of another kind', { ...wellKnown(''), id: '00u1' }],
    ['an unknown pipeline', { ...wellKnown(''), pipeline: 'v9' }],
    ['HTML', '<html></html>'],
  ])('F1: takes an answer with %s for no organisation', async (_name, body) => {
    const org = await serve((_, response) => {
      json(response, body);
    });
    const reach = { sandboxOrigin: org.origin };
    expect(await failure(probeOrganisation(org.origin, reach))).toMatchObject({
      code: 'okta.not_an_organisation',
    });
  });

  it('F2: a probe follows no redirect', async () => {
    const other = await serve((_, response, origin) => {
      json(response, wellKnown(origin));
    });
    const org = await serve((_, response) => {
      response.writeHead(302, { location: other.origin }).end();
    });
    expect(
      await failure(probeOrganisation(org.origin, { sandboxOrigin: org.origin })),
    ).toMatchObject({ code: 'net.redirected' });
    expect(other.received).toEqual([]);
  });

  it('E2: probes no genuine name that resolves to a private address', async () => {
    const reach = {
      sandboxOrigin: null,
      resolve: () => Promise.resolve([{ address: '10.0.0.1', family: 4 as const }]),
    };
    expect(await failure(probeOrganisation('acme.okta.com', reach))).toMatchObject({
      code: 'net.address_forbidden',
    });
  });

  it('reads where a login is sent', async () => {
    const org = await serve((_, response) => {
      const properties = { 'okta:idp:type': 'SAML2', 'okta:idp:id': '0oa1' };
      json(response, { links: [{ rel: 'okta:idp', titles: { und: '1Kosmos' }, properties }] });
    });
    const route = await findOktaRoute(org.origin, 'a+b@example.com', { sandboxOrigin: org.origin });
    expect(route).toEqual({
      login: 'a+b@example.com',
      type: 'SAML2',
      idpId: '0oa1',
      idpName: '1Kosmos',
    });
    expect(org.received[0]?.url).toBe(
      '/.well-known/webfinger?resource=okta%3Aacct%3Aa%2Bb%40example.com',
    );
  });
});
