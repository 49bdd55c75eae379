import { get as httpGet } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SignedXml } from 'xml-crypto';
import { createSigningKey } from './org/signing-key';
import { DEMO_PASSWORD } from './org/seed';
import { startOktaSandbox, SUPER_ADMIN_LOGIN, type OktaSandbox } from './start';
import { apiClient, idOf, idpBody, ruleBody, type CallApi } from './testing/api-client';
import { openBrowser, textOf, type Browser, type Visit } from './testing/browser';
import {
  buildTestResponse,
  createTestIdp,
  readPostedRequest,
  readRedirectedRequest,
  type ReceivedRequest,
  type ResponseOptions,
  type TestIdp,
} from './testing/test-idp';

const PILOT = 'ruth.adeyemi@marlowfinch.example';
const NEWCOMER = 'nina.new@marlowfinch.example';
const ATTRIBUTES = {
  firstName: ['Nina'],
  lastName: ['New'],
  email: [NEWCOMER],
  'session.amr': ['swk', 'phr', 'mfa'],
};

let sandbox: OktaSandbox;
let testIdp: TestIdp;
let call: CallApi;
let idpId: string;
let browser: Browser;

beforeAll(async () => {
  sandbox = await startOktaSandbox({ port: 0 });
  testIdp = await createTestIdp();
});

beforeEach(async () => {
  sandbox.reset();
  browser = openBrowser(sandbox);
  call = apiClient(sandbox, sandbox.createToken({}));
  const x5c = [testIdp.key.certificateBase64];
  const { kid } = (await call('POST', '/api/v1/idps/credentials/keys', { x5c })).body as {
    kid: string;
  };
  const body = idpBody({ name: '1Kosmos', kid, idpUrl: testIdp.url });
  idpId = idOf(await call('POST', '/api/v1/idps', body));
});

afterAll(() => sandbox.close());

function audience(): string {
  return sandbox.idps()[0]?.protocol.credentials.trust.audience ?? '';
}

/** Changes the identity provider in place, as an administrator would with a PUT. */
async function changeIdp(path: string[], value: unknown): Promise<void> {
  const idp = (await call('GET', `/api/v1/idps/${idpId}`)).body as Record<string, unknown>;
  let holder = idp;
  for (const name of path.slice(0, -1)) holder = holder[name] as Record<string, unknown>;
  holder[path.at(-1) ?? ''] = value;
  expect((await call('PUT', `/api/v1/idps/${idpId}`, idp)).status).toBe(200);
}

async function start(): Promise<ReceivedRequest> {
  return readPostedRequest((await browser.get(`/sso/saml2/${idpId}`)).page);
}

async function respond(
  request: ReceivedRequest,
  changes: Partial<ResponseOptions> = {},
): Promise<Visit> {
  const SAMLResponse = buildTestResponse(testIdp, {
    acsUrl: request.acsUrl,
    audience: request.issuer,
    inResponseTo: request.id,
    nameId: NEWCOMER,
    attributes: ATTRIBUTES,
    ...changes,
  });
  return browser.post(`/sso/saml2/${idpId}`, { SAMLResponse, RelayState: request.relayState });
}

function lastEvent(eventType: string): { result: string; reason: string | null } | undefined {
  return sandbox
    .systemLog()
    .filter((event) => event.eventType === eventType)
    .at(-1);
}

describe('signing in at the stand-in organisation', () => {
  it('asks for the username and keeps a person without a rule at Okta', async () => {
    expect((await browser.get('/')).location).toBe('/login/login.htm');
    const { page } = await browser.post('/login/login.htm', { username: PILOT });
    expect(page).toContain('data-testid="password-form"');
    const fields = { username: PILOT, password: DEMO_PASSWORD };
    expect((await browser.post('/login/password', fields)).location).toBe('/');
    expect(textOf((await browser.get('/')).page, 'user-login')).toBe(PILOT);
    expect((await browser.get('/logout')).location).toBe('/login/login.htm');
    expect((await browser.get('/')).status).toBe(302);
  });

  it('refuses a wrong password and an unknown name in the same words', async () => {
    const wrong = await browser.post('/login/password', { username: PILOT, password: 'x' });
    const unknown = await browser.post('/login/password', { username: 'x@y.z', password: 'x' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(textOf(wrong.page, 'sign-in-error')).toBe(textOf(unknown.page, 'sign-in-error'));
  });

  it('sends a routed person away with a signed AuthnRequest that carries the login', async () => {
    const [policy] = (await call('GET', '/api/v1/policies?type=IDP_DISCOVERY')).body as {
      id: string;
    }[];
    const rules = `/api/v1/policies/${policy?.id ?? ''}/rules`;
    await call('POST', rules, ruleBody({ name: 'Pilot', idpId, login: PILOT }));
    const { page } = await browser.post('/login/login.htm', { username: PILOT });
    const request = readPostedRequest(page);
    expect(page).toContain(`action="${testIdp.url}/sso"`);
    expect(request).toMatchObject({
      id: expect.stringMatching(/^id\d{24}$/) as string,
      issuer: audience(),
      destination: `${testIdp.url}/sso`,
      acsUrl: `${sandbox.url}/sso/saml2/${idpId}`,
      loginHint: PILOT,
    });
    const metadata = await call('GET', `/api/v1/idps/${idpId}/metadata.xml`);
    const certificate = /X509Certificate>([^<]+)</.exec(String(metadata.body))?.[1] ?? '';
    const publicCert = `-----BEGIN CERTIFICATE-----\n${certificate.trim()}\n-----END CERTIFICATE-----`;
    const signature = /<Signature[\s\S]*<\/Signature>/.exec(request.xml)?.[0] ?? '';
    const verifier = new SignedXml({ publicCert });
    verifier.loadSignature(signature);
    expect(verifier.checkSignature(request.xml)).toBe(true);
  });

  it('signs the query when the provider wants HTTP-REDIRECT', async () => {
    await changeIdp(['protocol', 'endpoints', 'sso', 'binding'], 'HTTP-REDIRECT');
    const { status, location } = await browser.get(`/sso/idps/${idpId}?login_hint=${PILOT}`);
    expect(status).toBe(303);
    const metadata = await call('GET', `/api/v1/idps/${idpId}/metadata.xml`);
    const certificate = /X509Certificate>([^<]+)</.exec(String(metadata.body))?.[1] ?? '';
    const pem = `-----BEGIN CERTIFICATE-----\n${certificate.trim()}\n-----END CERTIFICATE-----`;
    const request = readRedirectedRequest(location, pem);
    expect(request).toMatchObject({ isGenuine: true, loginHint: PILOT, issuer: audience() });
    expect((await respond(request)).location).toBe('/');
  });

  it('creates a newcomer and shows everything that arrived', async () => {
    const request = await start();
    expect((await respond(request)).location).toBe('/');
    const { page } = await browser.get('/');
    expect(textOf(page, 'user-login')).toBe(NEWCOMER);
    expect(textOf(page, 'arrival-name-id')).toBe(NEWCOMER);
    expect(textOf(page, 'arrival-attribute-session.amr')).toBe('swk, phr, mfa');
    expect(textOf(page, 'arrival-in-response-to')).toBe(request.id);
    expect(textOf(page, 'arrival-signed-parts')).toBe('Response and Assertion');
    expect(textOf(page, 'arrival-relay-state')).toBe('came back unchanged');
    expect(textOf(page, 'user-outcome')).toContain('Created');
    const linked = await call('GET', `/api/v1/idps/${idpId}/users`);
    expect(linked.body).toMatchObject([{ externalId: NEWCOMER }]);
    expect(lastEvent('user.lifecycle.create')?.result).toBe('SUCCESS');
    expect(lastEvent('user.authentication.auth_via_IDP')?.result).toBe('SUCCESS');
  });

  it('matches a person who is there already, and makes nobody', async () => {
    const before = sandbox.users().length;
    await respond(await start(), { nameId: PILOT, attributes: {} });
    expect(textOf((await browser.get('/')).page, 'user-outcome')).toContain('Matched');
    expect(sandbox.users()).toHaveLength(before);
  });

  it('accepts an assertion that nobody asked for, and says so', async () => {
    const acsUrl = `${sandbox.url}/sso/saml2/${idpId}`;
    const SAMLResponse = buildTestResponse(testIdp, {
      acsUrl,
      audience: audience(),
      nameId: PILOT,
    });
    expect((await browser.post(acsUrl, { SAMLResponse })).location).toBe('/');
    expect(textOf((await browser.get('/')).page, 'arrival-in-response-to')).toBe('none');
  });
});

describe('what the stand-in organisation refuses', () => {
  interface Refusal {
    what: string;
    changes: (request: ReceivedRequest) => Partial<ResponseOptions>;
    detail: RegExp;
  }
  const refusals: Refusal[] = [
    { what: 'a wrong audience', changes: () => ({ audience: 'x' }), detail: /audience mismatch/ },
    { what: 'a wrong issuer', changes: () => ({ issuer: 'x' }), detail: /Issuer did not match/ },
    {
      what: 'a wrong recipient',
      changes: () => ({ recipient: 'http://127.0.0.1:9/' }),
      detail: /subject confirmation/,
    },
    {
      what: 'a wrong destination',
      changes: () => ({ destination: 'http://127.0.0.1:9/' }),
      detail: /Destination did not match/,
    },
    {
      what: 'an assertion past its time and the allowed skew',
      changes: () => ({ notOnOrAfterMs: -180_000 }),
      detail: /No valid subject confirmation|expired/,
    },
    {
      what: 'an answer to a request that was never made',
      changes: () => ({ inResponseTo: 'id123' }),
      detail: /InResponseTo is not valid/,
    },
    { what: 'an unsigned response', changes: () => ({ sign: [] }), detail: /Invalid signature/ },
    {
      what: 'a response whose assertion is not signed',
      changes: () => ({ sign: ['Response'] }),
      detail: /Invalid signature/,
    },
  ];

  it.each(refusals)('refuses $what', async ({ changes, detail }) => {
    const before = sandbox.users().length;
    const request = await start();
    const visit = await respond(request, changes(request));
    expect(visit.status).toBe(400);
    expect(textOf(visit.page, 'error-code')).toBe('400 GENERAL_NONSUCCESS');
    expect(textOf(visit.page, 'error-detail')).toMatch(detail);
    expect(lastEvent('user.authentication.auth_via_IDP')).toMatchObject({
      result: 'FAILURE',
      reason: expect.stringContaining('Unable to validate incoming SAML Assertion') as string,
    });
    expect(sandbox.users()).toHaveLength(before);
    expect((await browser.get('/')).status).toBe(302);
  });

  it('refuses a signature by another key', async () => {
    const visit = await respond(await start(), { signWith: await createSigningKey('other') });
    expect(visit.status).toBe(400);
  });

  it('refuses a changed assertion', async () => {
    const request = await start();
    const good = buildTestResponse(testIdp, {
      acsUrl: request.acsUrl,
      audience: request.issuer,
      inResponseTo: request.id,
      nameId: NEWCOMER,
      attributes: ATTRIBUTES,
    });
    const xml = Buffer.from(good, 'base64').toString().replaceAll(NEWCOMER, PILOT);
    const SAMLResponse = Buffer.from(xml).toString('base64');
    expect((await browser.post(request.acsUrl, { SAMLResponse })).status).toBe(400);
  });

  it('refuses the same answer a second time', async () => {
    const request = await start();
    const SAMLResponse = buildTestResponse(testIdp, {
      acsUrl: request.acsUrl,
      audience: request.issuer,
      inResponseTo: request.id,
      nameId: PILOT,
    });
    expect((await browser.post(request.acsUrl, { SAMLResponse })).status).toBe(303);
    const again = await browser.post(request.acsUrl, { SAMLResponse });
    expect([again.status, textOf(again.page, 'error-detail')]).toEqual([
      400,
      'InResponseTo is not valid',
    ]);
  });

  it('refuses an unasked assertion a second time', async () => {
    const acsUrl = `${sandbox.url}/sso/saml2/${idpId}`;
    const SAMLResponse = buildTestResponse(testIdp, {
      acsUrl,
      audience: audience(),
      nameId: PILOT,
    });
    expect((await browser.post(acsUrl, { SAMLResponse })).status).toBe(303);
    const again = await browser.post(acsUrl, { SAMLResponse });
    expect(textOf(again.page, 'error-detail')).toMatch(/used before/);
  });

  it('refuses the answer to a request that was made for another provider', async () => {
    const request = await start();
    const kid = sandbox.idps()[0]?.protocol.credentials.trust.kid ?? '';
    const body = idpBody({ name: 'Other', kid, idpUrl: testIdp.url });
    const other = idOf(await call('POST', '/api/v1/idps', body));
    const acsUrl = `${sandbox.url}/sso/saml2/${other}`;
    const SAMLResponse = buildTestResponse(testIdp, {
      acsUrl,
      audience: sandbox.idps()[1]?.protocol.credentials.trust.audience ?? '',
      inResponseTo: request.id,
      nameId: PILOT,
    });
    const visit = await browser.post(acsUrl, { SAMLResponse });
    expect(textOf(visit.page, 'error-detail')).toBe('InResponseTo is not valid');
  });

  it('refuses an administrator while administrators are excluded', async () => {
    const visit = await respond(await start(), { nameId: SUPER_ADMIN_LOGIN });
    expect(visit.status).toBe(400);
    expect(textOf(visit.page, 'error-reason')).toBe('Unable to match the transformed username');
    await changeIdp(['policy', 'accountLink', 'filter'], null);
    expect((await respond(await start(), { nameId: SUPER_ADMIN_LOGIN })).status).toBe(303);
  });

  it('refuses a newcomer without the attributes of a new person', async () => {
    const attributes = { firstName: ['Nina'], lastName: ['New'] };
    const visit = await respond(await start(), { attributes });
    expect(textOf(visit.page, 'error-detail')).toContain('lacks email');
  });

  it('refuses a newcomer when people are not created', async () => {
    await changeIdp(['policy', 'provisioning', 'action'], 'DISABLED');
    const visit = await respond(await start());
    expect(textOf(visit.page, 'error-reason')).toBe('Unable to match the transformed username');
  });

  it('refuses a person who is suspended', async () => {
    const nameId = 'kwame.mensah@marlowfinch.example';
    expect((await respond(await start(), { nameId })).status).toBe(400);
  });

  it('refuses trusted claims without session.amr', async () => {
    await changeIdp(['policy', 'trustClaims'], true);
    const visit = await respond(await start(), { nameId: PILOT, attributes: {} });
    expect(textOf(visit.page, 'error-detail')).toContain('session.amr');
    expect((await respond(await start())).status).toBe(303);
  });

  it('does not start or finish a sign-in at a provider that is switched off', async () => {
    const request = await start();
    await call('POST', `/api/v1/idps/${idpId}/lifecycle/deactivate`);
    expect((await browser.get(`/sso/saml2/${idpId}`)).status).toBe(404);
    expect((await respond(request)).status).toBe(404);
  });
});

describe('the admin area of the stand-in organisation', () => {
  it('makes a token that works, shows it once, and takes it away', async () => {
    const fields = { name: 'AdminX', owner: SUPER_ADMIN_LOGIN };
    const token = textOf((await browser.post('/admin/tokens', fields)).page, 'new-token') ?? '';
    expect(token).toMatch(/^00[A-Za-z0-9_-]{40}$/);
    expect((await browser.get('/admin')).page).not.toContain(token);
    const holder = apiClient(sandbox, token);
    expect((await holder('GET', '/api/v1/org')).status).toBe(200);
    const record = sandbox.tokens().find(({ name }) => name === 'AdminX');
    await browser.post(`/admin/tokens/${record?.id ?? ''}/revoke`, {});
    expect((await holder('GET', '/api/v1/org')).status).toBe(401);
  });

  it('refuses forms of another site', async () => {
    const before = sandbox.tokens().length;
    const fields = { name: 'x', owner: SUPER_ADMIN_LOGIN };
    const foreign = await browser.post('/admin/tokens', fields, 'https://evil.example');
    expect(foreign.status).toBe(403);
    expect(sandbox.tokens()).toHaveLength(before);
  });

  it('answers to loopback names only', async () => {
    const { hostname, port } = new URL(sandbox.url);
    const status = await new Promise((resolve, reject) => {
      const headers = { host: `rebound.example:${port}` };
      httpGet({ hostname, port, path: '/admin', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).once('error', reject);
    });
    expect(status).toBe(421);
  });

  it.each(['/admin/identity-providers', '/admin/routing-rules', '/admin/people'])(
    'shows %s with the label of a stand-in',
    async (path) => {
      const { status, page } = await browser.get(path);
      expect(status).toBe(200);
      expect(page).toContain('Stand-in Okta organisation');
    },
  );

  it('escapes what people and providers are called', async () => {
    sandbox.addUser({ login: 'mallory@x.example', firstName: '<b>M</b>', lastName: '"x"' });
    const { page } = await browser.get('/admin/people');
    expect(page).not.toContain('<b>M</b>');
    expect(page).toContain('&lt;b&gt;M&lt;/b&gt;');
  });
});
