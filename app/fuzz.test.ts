import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GET as sloGet, POST as sloPost } from '@/app/saml/slo/route';
import { GET as ssoContinueGet } from '@/app/saml/sso/continue/route';
import { GET as ssoGet, POST as ssoPost } from '@/app/saml/sso/route';
import { buildApplication, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { fuzzOptions, mutatedParameters, mutatedXml } from '@/lib/testing/hostile-mutations';
import { buildSpKey, signAuthnRequest, writeAuthnRequest } from '@/lib/testing/saml-requests';
import { buildSessionCookie, buildSigningKey } from '@/lib/testing/signing-keys';

const entityId = 'https://www.okta.com/saml2/service-provider/spacme';
const other = 'https://www.okta.com/saml2/service-provider/other';
const acsUrls = {
  [entityId]: 'https://acme.okta.com/sso/saml2/0oaacme',
  [other]: 'https://acme.okta.com/sso/saml2/0oaother',
};

describeOnEmbeddedDatabase('fuzz', (getDb) => {
  async function buildWorld() {
    const tenant = await buildTenant(getDb());
    await buildSigningKey(getDb(), tenant.id);
    const key = await buildSpKey();
    for (const [issuer, acsUrl] of Object.entries(acsUrls)) {
      await buildApplication(getDb(), tenant.id, {
        ...{ entityId: issuer, acsUrls: [acsUrl], sloUrl: 'https://acme.okta.com/slo' },
        requestCertificatePems: [key.certificatePem],
        requireSignedRequests: issuer === other,
      });
    }
    const ada = await buildUser(getDb(), tenant.id, { login: 'ada@example.com' });
    const bob = await buildUser(getDb(), tenant.id, { login: 'bob@example.com' });
    const cookie = await buildSessionCookie(getDb(), tenant, ada.id);
    await buildSessionCookie(getDb(), tenant, bob.id);
    return { ...tenant, key, ada, bob, cookie, host: new URL(tenant.publicUrl).host };
  }

  type World = Awaited<ReturnType<typeof buildWorld>>;
  let address = 0;

  /** From an address of its own each time, so that no limit answers in place of the reader. */
  function call(world: World, path: string, init: RequestInit & { cookie?: string } = {}): Request {
    address += 1;
    const headers = new Headers(init.headers);
    headers.set('host', world.host);
    headers.set(
      'x-forwarded-for',
      `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`,
    );
    if (init.cookie !== undefined) headers.set('cookie', init.cookie);
    return new Request(`http://localhost:3000${path}`, { ...init, headers });
  }

  async function send(
    world: World,
    message: {
      readonly path: 'sso' | 'slo';
      readonly binding: 'post' | 'redirect';
      readonly text: string;
    },
  ): Promise<Response> {
    const { path, binding, text } = message;
    if (binding === 'redirect') {
      // The launcher hands the octets on; a URL could not hold all of them.
      const headers = { 'x-adminx-raw-query': text.replace(/[^ -~]/gu, '') };
      const request = call(world, `/saml/${path}`, { headers });
      return path === 'sso' ? ssoGet(request) : sloGet(request);
    }
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const request = call(world, `/saml/${path}`, { method: 'POST', body: text, headers });
    return path === 'sso' ? ssoPost(request) : sloPost(request);
  }

  /** Goes on as Ada: whatever is answered is about her, and goes where that application lives. */
  async function requireOwnAnswer(world: World, stored: Response): Promise<void> {
    expect(stored.status).toBeLessThan(500);
    const location = stored.headers.get('location') ?? '';
    if (!location.includes('/saml/sso/continue')) return;
    const own = stored.headers.get('set-cookie')?.split(';')[0] ?? '';
    const cookie = `${world.cookie}; ${own}`;
    const answer = await ssoContinueGet(
      call(world, location.slice(world.publicUrl.length), { cookie }),
    );
    expect(answer.status).toBeLessThan(500);
    requireAboutAda(world, await answer.text());
  }

  it('never signs in as somebody else, never answers with a fault', async () => {
    const world = await buildWorld();
    const request = (issuer: string) =>
      writeAuthnRequest({
        ...{ issuer, acsUrl: acsUrls[issuer as keyof typeof acsUrls] },
        destination: `${world.publicUrl}/saml/sso`,
        children:
          '<saml2:Subject xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><saml2:NameID>ada@example.com</saml2:NameID></saml2:Subject>' +
          '<saml2p:NameIDPolicy Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"/>',
      });
    const logout = signAuthnRequest(request(other), world.key)
      .replaceAll('AuthnRequest', 'LogoutRequest')
      .replace('saml2:Subject', 'saml2:Thing');
    const messages = [
      ['sso', request(entityId)],
      ['sso', signAuthnRequest(request(entityId), world.key)],
      ['sso', signAuthnRequest(request(other), world.key)],
      ['slo', logout],
    ] as const;
    const hostile = fc
      .tuple(fc.constantFrom(...messages), fc.constantFrom('post' as const, 'redirect' as const))
      .chain(([[path, xml], binding]) =>
        mutatedParameters(mutatedXml(xml), binding).map((text) => ({ path, binding, text })),
      );
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(hostile, async (message) => {
        const stored = await send(world, message);
        taken += stored.status === 303 ? 1 : 0;
        await requireOwnAnswer(world, stored);
      }),
      fuzzOptions(100),
    );
    expect(taken, 'some mutations are harmless').toBeGreaterThan(0);
    const left = await getDb().session.findMany({ select: { userId: true } });
    expect(left.map(({ userId }) => userId).sort()).toEqual([world.ada.id, world.bob.id].sort());
  });
});

/** A page that posts an assertion does so to where its audience lives, and names nobody but Ada. */
function requireAboutAda(world: { readonly ada: { readonly login: string } }, html: string): void {
  const base64 = /name="SAMLResponse" value="([^"]+)"/u.exec(html)?.[1];
  if (base64 === undefined) return;
  const xml = Buffer.from(base64, 'base64').toString('utf8');
  const action = /<form method="post" action="([^"]+)"/u.exec(html)?.[1];
  const audience = /<saml:Audience>([^<]+)</u.exec(xml)?.[1];
  if (audience === undefined) expect(Object.values(acsUrls)).toContain(action);
  else expect(action).toBe(acsUrls[audience as keyof typeof acsUrls]);
  for (const [, name] of xml.matchAll(/<saml:NameID[^>]*>([^<]*)</gu)) {
    expect(name).toBe(world.ada.login);
  }
}
