import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSigningKey, type SigningKey } from './org/signing-key';
import { startOktaSandbox, type OktaSandbox } from './start';
import { apiClient, errorOf, idOf, idpBody, ruleBody, type CallApi } from './testing/api-client';

const READ_ONLY = 'tendai.okonjo-whitfield@marlowfinch.example';
const PILOT = 'ruth.adeyemi@marlowfinch.example';
const KEYS = '/api/v1/idps/credentials/keys';

let sandbox: OktaSandbox;
let certificate: SigningKey;
let call: CallApi;

beforeAll(async () => {
  sandbox = await startOktaSandbox({ port: 0 });
  certificate = await createSigningKey('our-idp');
});

beforeEach(() => {
  sandbox.reset();
  call = apiClient(sandbox, sandbox.createToken({}));
});

afterAll(() => sandbox.close());

async function createKey(): Promise<string> {
  const reply = await call('POST', KEYS, { x5c: [certificate.certificateBase64] });
  expect(reply.status).toBe(200);
  return (reply.body as { kid: string }).kid;
}

async function createIdp(name = '1Kosmos'): Promise<string> {
  const [held] = (await call('GET', KEYS)).body as { kid: string }[];
  const kid = held?.kid ?? (await createKey());
  return idOf(await call('POST', '/api/v1/idps', idpBody({ name, kid })));
}

async function rulesPath(): Promise<string> {
  const reply = await call('GET', '/api/v1/policies?type=IDP_DISCOVERY');
  const [policy] = reply.body as { id: string }[];
  return `/api/v1/policies/${policy?.id ?? ''}/rules`;
}

describe('the API of the stand-in organisation', () => {
  it('says who it is to anybody', async () => {
    const response = await fetch(`${sandbox.url}/.well-known/okta-organization`);
    expect(await response.json()).toMatchObject({
      id: expect.stringMatching(/^00o[A-Za-z0-9]{17}$/) as string,
      pipeline: 'idx',
      _links: { organization: { href: sandbox.url } },
    });
  });

  it('answers with request id and rate-limit headers', async () => {
    const { headers } = await call('GET', '/api/v1/org');
    expect(headers.get('x-okta-request-id')).toBeTruthy();
    expect(headers.get('x-rate-limit-limit')).toBe('600');
    expect(Number(headers.get('x-rate-limit-remaining'))).toBeLessThan(600);
    expect(Number(headers.get('x-rate-limit-reset'))).toBeGreaterThan(Date.now() / 1000 - 5);
  });

  it.each([
    ['an unknown path', 'GET', '/api/v1/nothing', undefined, 404, 'E0000008'],
    ['a wrong method', 'PUT', '/api/v1/org', {}, 405, 'E0000022'],
    ['broken JSON', 'POST', KEYS, '{"x5c":', 400, 'E0000003'],
    ['a key without a certificate', 'POST', KEYS, {}, 400, 'E0000001'],
    ['a certificate that is none', 'POST', KEYS, { x5c: ['AAAA'] }, 400, 'E0000001'],
    ['an id that is not there', 'GET', '/api/v1/idps/0oaNothing', undefined, 404, 'E0000007'],
    ['policies without a type', 'GET', '/api/v1/policies', undefined, 400, 'E0000001'],
    ['a search it cannot read', 'GET', '/api/v1/users?search=x', undefined, 400, 'E0000031'],
    [
      'a mapping of a stranger',
      'GET',
      '/api/v1/mappings?sourceId=0oaX',
      undefined,
      400,
      'E0000002',
    ],
  ])('refuses %s in the words of Okta', async (_what, method, path, body, status, errorCode) => {
    const reply = await call(method, path, body);
    expect(reply.status).toBe(status);
    expect(errorOf(reply)).toMatchObject({ errorCode, errorLink: errorCode });
    expect(errorOf(reply).errorId).toMatch(/^oae/);
  });

  it('answers a path with two slashes with 404 E0000008', async () => {
    const reply = await call('GET', '//api/v1/org');
    expect([reply.status, errorOf(reply).errorCode]).toEqual([404, 'E0000008']);
  });

  it('refuses an unknown, a missing and a revoked token with 401 E0000011', async () => {
    const stranger = await apiClient(sandbox, `00${'x'.repeat(40)}`)('GET', '/api/v1/users/me');
    const missing = await fetch(`${sandbox.url}/api/v1/users/me`);
    expect((await call('DELETE', '/api/v1/api-tokens/current')).status).toBe(204);
    const revoked = await call('GET', '/api/v1/users/me');
    expect([stranger.status, missing.status, revoked.status]).toEqual([401, 401, 401]);
    expect(errorOf(revoked).errorCode).toBe('E0000011');
    expect(sandbox.tokens()).toHaveLength(0);
  });

  it('lets a read-only administrator read and refuses its writes with 403 E0000006', async () => {
    const reader = apiClient(sandbox, sandbox.createToken({ ownerLogin: READ_ONLY }));
    expect((await reader('GET', '/api/v1/idps')).status).toBe(200);
    const refused = await reader('POST', KEYS, { x5c: [certificate.certificateBase64] });
    expect([refused.status, errorOf(refused).errorCode]).toEqual([403, 'E0000006']);
  });

  it('gives the owner of the token and the roles of the owner', async () => {
    const me = await call('GET', '/api/v1/users/me');
    const roles = await call('GET', `/api/v1/users/${idOf(me)}/roles`);
    expect(roles.body).toMatchObject([{ type: 'SUPER_ADMIN', assignmentType: 'USER' }]);
  });

  it('names the kid when a certificate is uploaded twice', async () => {
    const kid = await createKey();
    const again = await call('POST', KEYS, { x5c: [certificate.certificateBase64] });
    expect([again.status, errorOf(again).errorCode]).toEqual([409, 'E0000096']);
    expect(errorOf(again).errorSummary).toContain(`kid=${kid}`);
  });

  it('keeps a key that an identity provider uses, active or not', async () => {
    const idpId = await createIdp();
    const [key] = (await call('GET', KEYS)).body as { kid: string }[];
    const path = `${KEYS}/${key?.kid ?? ''}`;
    expect((await call('DELETE', path)).status).toBe(400);
    await call('POST', `/api/v1/idps/${idpId}/lifecycle/deactivate`);
    expect((await call('DELETE', path)).status).toBe(400);
    expect((await call('DELETE', `/api/v1/idps/${idpId}`)).status).toBe(204);
    expect((await call('DELETE', path)).status).toBe(204);
  });

  it('makes the audience, the mapping and the metadata of a new identity provider', async () => {
    const idpId = await createIdp();
    const idp = (await call('GET', `/api/v1/idps/${idpId}`)).body as {
      protocol: { credentials: { trust: { audience: string } } };
    };
    const { audience } = idp.protocol.credentials.trust;
    expect(audience).toMatch(/service-provider\/sp[a-z]{18}$/);
    const mappings = await call('GET', `/api/v1/mappings?sourceId=${idpId}&limit=200`);
    const [mapping] = mappings.body as { id: string }[];
    expect((await call('GET', `/api/v1/mappings/${mapping?.id ?? ''}`)).body).toMatchObject({
      properties: { login: { expression: 'source.userName', pushStatus: 'DONT_PUSH' } },
    });
    const metadata = await call('GET', `/api/v1/idps/${idpId}/metadata.xml`);
    expect(metadata.body).toContain(`entityID="${audience}"`);
    expect(metadata.body).toContain(`Location="${sandbox.url}/sso/saml2/${idpId}"`);
  });

  it('makes a new audience when a PUT does not bring the old one', async () => {
    const idpId = await createIdp();
    const [before] = sandbox.idps();
    const kid = before?.protocol.credentials.trust.kid ?? '';
    const old = before?.protocol.credentials.trust.audience;
    const reply = await call('PUT', `/api/v1/idps/${idpId}`, idpBody({ name: '1Kosmos', kid }));
    expect(reply.body).toMatchObject({ id: idpId, created: null });
    expect(sandbox.idps()[0]?.protocol.credentials.trust.audience).not.toBe(old);
  });

  it('refuses a second identity provider of the same name', async () => {
    await createIdp('1Kosmos');
    const kid = sandbox.idps()[0]?.protocol.credentials.trust.kid ?? '';
    const reply = await call('POST', '/api/v1/idps', idpBody({ name: '1Kosmos', kid }));
    expect([reply.status, errorOf(reply).errorCode]).toEqual([400, 'E0000001']);
    expect(sandbox.idps()).toHaveLength(1);
  });

  it('refuses to delete an active identity provider', async () => {
    const reply = await call('DELETE', `/api/v1/idps/${await createIdp()}`);
    expect([reply.status, errorOf(reply).errorCode]).toEqual([403, 'E0000056']);
  });

  it('pages a list with Link headers', async () => {
    await createIdp('One');
    await createIdp('Two');
    const first = await call('GET', '/api/v1/idps?limit=1');
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(next.startsWith(`${sandbox.url}/api/v1/idps?`)).toBe(true);
    const second = await call('GET', next.slice(sandbox.url.length));
    expect(second.body).toMatchObject([{ name: 'Two' }]);
    expect(second.headers.get('link')).not.toContain('rel="next"');
  });

  it('finds people by login and gives the asked fields only', async () => {
    const search = encodeURIComponent(`profile.login eq "${PILOT}" or profile.login eq "x@y.z"`);
    const fields = encodeURIComponent('id,status,profile:(login,email)');
    const { body } = await call('GET', `/api/v1/users?search=${search}&fields=${fields}`);
    const id = expect.stringMatching(/^00u/) as string;
    expect(body).toEqual([{ id, status: 'ACTIVE', profile: { login: PILOT, email: PILOT } }]);
  });
});

describe('the routing rules of the stand-in organisation', () => {
  async function webfinger(login: string): Promise<string> {
    const resource = encodeURIComponent(`okta:acct:${login}`);
    const response = await fetch(`${sandbox.url}/.well-known/webfinger?resource=${resource}`);
    const { links } = (await response.json()) as {
      links: { properties: Record<string, string> }[];
    };
    const properties = links[0]?.properties;
    return properties?.['okta:idp:id'] ?? properties?.['okta:idp:type'] ?? '';
  }

  it.each([
    ['userIdentifier', 500, 'E0000009'],
    ['platform', 500, 'E0000009'],
  ])('answers %s sent as {} as Okta does', async (condition, status, errorCode) => {
    const idpId = await createIdp();
    const body = ruleBody({ name: 'Pilot', idpId, login: PILOT });
    const conditions = { [condition]: {} };
    const reply = await call('POST', await rulesPath(), { ...body, conditions });
    expect([reply.status, errorOf(reply).errorCode]).toEqual([status, errorCode]);
  });

  it('refuses a rule without a type and an app without a type', async () => {
    const body = ruleBody({ name: 'Pilot', idpId: await createIdp(), login: PILOT });
    const path = await rulesPath();
    const untyped = await call('POST', path, { ...body, type: undefined });
    const app = await call('POST', path, {
      ...body,
      conditions: { app: { include: [{ id: '0oa1' }] } },
    });
    expect([untyped.status, app.status]).toEqual([400, 400]);
    expect(sandbox.rules()).toHaveLength(1);
  });

  it('keeps the default rule last, and nobody can delete it', async () => {
    const idpId = await createIdp();
    const path = await rulesPath();
    await call('POST', path, ruleBody({ name: 'First', idpId, login: 'a@b.example' }));
    await call('POST', path, ruleBody({ name: 'Second', idpId, login: 'c@d.example' }));
    const rules = (await call('GET', path)).body as {
      id: string;
      name: string;
      priority: number;
      system: boolean;
    }[];
    expect(rules.map(({ name, priority }) => [name, priority])).toEqual([
      ['Second', 1],
      ['First', 2],
      ['Default Rule', 3],
    ]);
    expect((await call('DELETE', `${path}/${rules[2]?.id ?? ''}`)).status).toBe(403);
  });

  it('routes a person only while both the rule and the provider are active', async () => {
    const idpId = await createIdp();
    const path = await rulesPath();
    const body = ruleBody({ name: 'Pilot', idpId, login: PILOT });
    const rule = `${path}/${idOf(await call('POST', `${path}?activate=false`, body))}`;
    expect(await webfinger(PILOT)).toBe('OKTA');
    expect((await call('POST', `${rule}/lifecycle/activate`)).status).toBe(204);
    expect(await webfinger(PILOT.toUpperCase())).toBe(idpId);
    expect(await webfinger('mei-ling.tan@marlowfinch.example')).toBe('OKTA');
    await call('POST', `/api/v1/idps/${idpId}/lifecycle/deactivate`);
    expect(await webfinger(PILOT)).toBe('OKTA');
    expect((await call('GET', rule)).body).toMatchObject({ status: 'INACTIVE' });
  });

  it.each([
    ['SUFFIX', '@marlowfinch.example', true],
    ['STARTS_WITH', 'ruth.', true],
    ['CONTAINS', 'adeyemi', true],
    ['EXPRESSION', 'ruth\\..+', true],
    ['EXPRESSION', 'adeyemi', false],
    ['EQUALS', 'ruth.adeyemi', false],
  ])('judges %s %s', async (matchType, value, isRouted) => {
    const idpId = await createIdp();
    const body = ruleBody({ name: 'Rule', idpId, login: PILOT });
    const userIdentifier = { type: 'IDENTIFIER', patterns: [{ matchType, value }] };
    await call('POST', await rulesPath(), { ...body, conditions: { userIdentifier } });
    expect(await webfinger(PILOT)).toBe(isRouted ? idpId : 'OKTA');
  });

  it('judges a profile attribute of the person', async () => {
    sandbox.addUser({
      login: 'dora@marlowfinch.example',
      firstName: 'Dora',
      lastName: 'Lind',
      attributes: { kosmosEnrolled: 'true' },
    });
    const idpId = await createIdp();
    const body = ruleBody({ name: 'Enrolled', idpId, login: PILOT });
    const patterns = [{ matchType: 'EQUALS', value: 'true' }];
    const userIdentifier = { type: 'ATTRIBUTE', attribute: 'kosmosEnrolled', patterns };
    await call('POST', await rulesPath(), { ...body, conditions: { userIdentifier } });
    expect(await webfinger('dora@marlowfinch.example')).toBe(idpId);
    expect(await webfinger(PILOT)).toBe('OKTA');
  });
});

describe('starting the stand-in organisation', () => {
  it('refuses to listen anywhere but on loopback', async () => {
    await expect(startOktaSandbox({ port: 0, host: '0.0.0.0' })).rejects.toThrow('loopback only');
  });
});
