import { expect, it } from 'vitest';
import { GET as continueGet } from '@/app/saml/sso/continue/route';
import { GET as metadataGet } from '@/app/saml/metadata/route';
import { GET as downloadGet } from '@/app/saml/metadata.xml/route';
import { GET as ssoGet, POST as ssoPost } from '@/app/saml/sso/route';
import { buildApplication, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import {
  buildSpKey,
  encodeRequestForm,
  encodeRequestQuery,
  writeAuthnRequest,
} from '@/lib/testing/saml-requests';
import { buildSessionCookie, buildSigningKey } from '@/lib/testing/signing-keys';

const entityId = 'https://www.okta.com/saml2/service-provider/spacme';
const acsUrl = 'https://acme.okta.com/sso/saml2/0oaacme';

async function buildWorld(db: Parameters<typeof buildTenant>[0]) {
  const tenant = await buildTenant(db);
  await buildSigningKey(db, tenant.id);
  const application = await buildApplication(db, tenant.id, { entityId, acsUrls: [acsUrl] });
  const user = await buildUser(db, tenant.id);
  const cookie = await buildSessionCookie(db, tenant, user.id);
  return { ...tenant, application, user, cookie, host: new URL(tenant.publicUrl).host };
}

type World = Awaited<ReturnType<typeof buildWorld>>;

/** A request as Next.js hands it on: whatever the URL says, the Host header decides. */
function call(world: World, path: string, init: RequestInit & { cookie?: string } = {}): Request {
  const headers = new Headers(init.headers);
  if (!headers.has('host')) headers.set('host', world.host);
  if (init.cookie !== undefined) headers.set('cookie', init.cookie);
  return new Request(`http://localhost:3000${path}`, { ...init, headers });
}

function requestXml(world: World, id = 'idR'): string {
  return writeAuthnRequest({ id, destination: `${world.publicUrl}/saml/sso` });
}

function post(world: World, body: string, headers: Record<string, string> = {}): Request {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const origin = { origin: 'https://acme.okta.com' };
  return call(world, '/saml/sso', {
    method: 'POST',
    body,
    headers: { ...type, ...origin, ...headers },
  });
}

/** The way of a browser from the SP's post to our answer. */
async function follow(stored: Response, world: World, cookie: string): Promise<Response> {
  expect(stored.status).toBe(303);
  const location = stored.headers.get('location') ?? '';
  expect(location).toMatch(new RegExp(`^${world.publicUrl}/saml/sso/continue\\?id=[0-9a-f-]{36}$`));
  const requestCookie = stored.headers.get('set-cookie')?.split(';')[0] ?? '';
  const path = location.slice(world.publicUrl.length);
  return continueGet(call(world, path, { cookie: `${cookie}; ${requestCookie}` }));
}

describeOnEmbeddedDatabase('the SAML endpoints', (getDb) => {
  it('D6: answer a cross-site POST without cookies through a redirect that has them', async () => {
    const world = await buildWorld(getDb());
    const stored = await ssoPost(post(world, encodeRequestForm(requestXml(world), 'state')));
    const setCookie = stored.headers.get('set-cookie') ?? '';
    expect(setCookie).toMatch(/^__Host-adminx_saml_[0-9a-f]{32}=[\w-]{43}; Path=\/; /);
    expect(setCookie).toContain('HttpOnly; SameSite=Lax; Secure');
    const answer = await follow(stored, world, world.cookie);
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain(`action="${acsUrl}"`);
    expect(html).toContain('name="RelayState" value="state"');
    expect(html).toMatch(/name="SAMLResponse" value="[A-Za-z0-9+/=]{4000,}"/);
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('verify a signed redirect over the octets of the query', async () => {
    const world = await buildWorld(getDb());
    const key = await buildSpKey();
    await getDb().application.updateMany({
      data: { requireSignedRequests: true, requestCertificatePems: [key.certificatePem] },
    });
    const query = encodeRequestQuery(requestXml(world), { key, relayState: 'a b' });
    const answer = await follow(
      await ssoGet(call(world, `/saml/sso?${query}`)),
      world,
      world.cookie,
    );
    expect(await answer.text()).toContain('name="RelayState" value="a b"');
    // Next.js writes the query anew; the launcher hands on what came.
    const headers = { 'x-adminx-raw-query': query };
    const rewritten = call(world, `/saml/sso?${query.replace('a%20b', 'a+b')}`, { headers });
    expect((await ssoGet(rewritten)).status).toBe(303);
    const forged = await ssoGet(call(world, `/saml/sso?${query.replace('a%20b', 'a%20c')}`));
    expect(forged.status).toBe(400);
  });

  it('send a signed-out browser to the sign-in page of the tenant', async () => {
    const world = await buildWorld(getDb());
    const stored = await ssoPost(post(world, encodeRequestForm(requestXml(world))));
    const next = await follow(stored, world, 'a=b');
    expect(next.status).toBe(303);
    expect(next.headers.get('location')).toMatch(
      new RegExp(`^${world.publicUrl}/sign-in\\?request=[0-9a-f-]{36}$`),
    );
  });

  it('show one sentence and a trace id for a refusal, and nothing of the request', async () => {
    const world = await buildWorld(getDb());
    const evil = 'https://evil.example/<script>';
    const xml = requestXml(world).replace(acsUrl, evil.replace('<', '&lt;'));
    const refused = await ssoPost(post(world, encodeRequestForm(xml, '<script>alert(1)</script>')));
    expect(refused.status).toBe(400);
    expect(refused.headers.get('location')).toBeNull();
    const html = await refused.text();
    expect(html).toContain('The application and this portal do not agree');
    expect(html).toMatch(/<code>[0-9a-f]{16}<\/code>/);
    expect(html).not.toMatch(/evil|script/);
    expect(refused.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each([
    ['multipart', 'multipart/form-data; boundary=x', 415],
    ['JSON', 'application/json', 415],
    ['no type', '', 415],
  ])('D3: refuse a body that is %s', async (_name, type, status) => {
    const world = await buildWorld(getDb());
    const request = post(world, encodeRequestForm(requestXml(world)), { 'content-type': type });
    expect((await ssoPost(request)).status).toBe(status);
  });

  it('D3: stop reading a body at the limit', async () => {
    const world = await buildWorld(getDb());
    expect((await ssoPost(post(world, 'x'.repeat(700_001)))).status).toBe(413);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const request = new Request('http://localhost:3000/saml/sso', {
      method: 'POST',
      body: endless,
      headers: { host: world.host, 'content-type': 'application/x-www-form-urlencoded' },
      duplex: 'half',
    } as RequestInit);
    expect((await ssoPost(request)).status).toBe(413);
    expect(sent).toBeLessThan(1_000_000);
  });

  it('D5: build every URL from the configured one, whatever the headers say', async () => {
    const world = await buildWorld(getDb());
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
    const metadata = await metadataGet(call(world, '/saml/metadata', { headers }));
    const xml = await metadata.text();
    expect(xml).toContain(`entityID="${world.publicUrl}/saml/metadata"`);
    expect(xml).toContain(`Location="${world.publicUrl}/saml/sso"`);
    expect(xml).not.toMatch(/evil|localhost/);
    const foreign = await metadataGet(
      call(world, '/saml/metadata', { headers: { host: 'evil.example' } }),
    );
    expect(foreign.status).toBe(404);
  });

  it('offer the metadata to read and to download', async () => {
    const world = await buildWorld(getDb());
    const shown = await metadataGet(call(world, '/saml/metadata'));
    expect(shown.headers.get('content-type')).toBe('application/samlmetadata+xml; charset=utf-8');
    const file = await downloadGet(call(world, '/saml/metadata.xml'));
    expect(file.headers.get('content-disposition')).toContain('adminx-idp-metadata.xml');
    const lasting = /(?: ID| validUntil)="[^"]*"|<ds:(?:DigestValue|SignatureValue)>[^<]*/gu;
    const [one, other] = [await file.text(), await shown.text()];
    expect(one.replace(lasting, '')).toBe(
      other
        .replace(lasting, '')
        .replaceAll(/URI="[^"]*"/gu, (uri) => /URI="[^"]*"/u.exec(one)?.[0] ?? uri),
    );
    expect(one).toMatch(/validUntil="20\d\d-[^"]*Z"/u);
  });

  it('C24: refuse a request of another browser with a page, not with an error', async () => {
    const world = await buildWorld(getDb());
    for (const path of ['?id=00000000-0000-7000-8000-000000000000', '?id=%00', '']) {
      const request = call(world, `/saml/sso/continue${path}`, { cookie: world.cookie });
      const response = await continueGet(request);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('Start again from the application');
    }
  });

  it('D6: isolate tenants: the cookie of one is nothing to another', async () => {
    const world = await buildWorld(getDb());
    const other = await buildTenant(getDb());
    const stored = await ssoPost(post(world, encodeRequestForm(requestXml(world))));
    const location = stored.headers.get('location') ?? '';
    const requestCookie = stored.headers.get('set-cookie')?.split(';')[0] ?? '';
    const request = call(world, location.slice(world.publicUrl.length), {
      headers: { host: new URL(other.publicUrl).host },
      cookie: `${world.cookie}; ${requestCookie}`,
    });
    expect((await continueGet(request)).status).toBe(404);
  });

  it('forget the oldest of more than eight waiting requests in one browser', async () => {
    const world = await buildWorld(getDb());
    const stale = Array.from(
      { length: 10 },
      (_, i) => `__Host-adminx_saml_${i.toString(16).padStart(32, '0')}=x`,
    ).join('; ');
    const stored = await ssoPost(post(world, encodeRequestForm(requestXml(world))));
    const next = await follow(stored, world, stale);
    const removed = next.headers.getSetCookie();
    expect(removed).toHaveLength(3);
    expect(removed.every((cookie) => cookie.includes('=; Path=/; Max-Age=0'))).toBe(true);
  });
});
