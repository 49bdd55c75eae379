import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GET as metadataGet } from '@/app/saml/metadata/route';
import { GET as sloContinueGet } from '@/app/saml/slo/continue/route';
import { GET as sloGet, POST as sloPost } from '@/app/saml/slo/route';
import { GET as continueGet } from '@/app/saml/sso/continue/route';
import { GET as ssoGet, POST as ssoPost } from '@/app/saml/sso/route';
import { GET as startGet } from '@/app/saml/sso/start/route';
import { readActor } from '@/lib/auth/current-actor';
import { findTenantByHost } from '@/lib/auth/tenant';
import { signOut } from '@/lib/services/sessions/sign-out';
import { buildApplication, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { samlPeers } from '@/lib/testing/peers/saml-peer-makers';
import type { Carried, Peer } from '@/lib/testing/saml-peers';
import { buildSpKey, writeSpMetadata, type SpKey } from '@/lib/testing/saml-requests';
import type { TenantId } from '@/lib/shared/tenant-id';
import { buildSessionCookie, buildSigningKey } from '@/lib/testing/signing-keys';

const formats = 'urn:oasis:names:tc:SAML:2.0:nameid-format';
const kerberos = `${formats}:kerberos`;
const email = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const mfa = 'https://refeds.org/profile/mfa';
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/** What a peer made of our Response. */
interface Accepted {
  readonly refused?: string;
  readonly nameId: string;
  readonly nameIdFormat: string;
  readonly spNameQualifier: string | null;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly sessionIndex: string;
  readonly authnContext: string;
  readonly authnInstant: string;
  readonly inResponseTo: string | null;
}

let spKey: SpKey;

beforeAll(async () => {
  spKey = await buildSpKey();
});

describe.each(samlPeers.filter(({ isHere }) => isHere()))(
  'with $name as the other side',
  (maker) => {
    let peer: Peer;
    beforeAll(() => {
      peer = maker.start();
    });
    afterAll(() => {
      peer.stop();
    });

    describeOnEmbeddedDatabase('the identity provider', (getDb) => {
      let world: Awaited<ReturnType<typeof buildWorld>>;
      beforeEach(async () => {
        world = await buildWorld(getDb());
        await introduce(peer, world, world.sp);
      });

      const ask = (more: Readonly<Record<string, unknown>>) =>
        peer.ask<Carried>('request', { binding: 'redirect', relayState: 'state', ...more });

      const signIn = async (more: Readonly<Record<string, unknown>> = {}, browser = world) => {
        const asked = await ask(more);
        const answer = await follow(browser, await sso(browser, asked));
        const given = { response: answer.fields['SAMLResponse'], requestId: asked.id };
        return { asked, answer, accepted: await peer.ask<Accepted>('accept', given) };
      };

      it.each(['redirect', 'post'])(
        'signs a person in by %s, signed both ways',
        async (binding) => {
          const { asked, answer, accepted } = await signIn({ binding });
          expect(answer).toMatchObject({
            url: world.sp.acsUrls[0],
            fields: { RelayState: 'state' },
          });
          expect(accepted).toMatchObject({
            nameId: world.user.login,
            inResponseTo: asked.id,
            authnContext: mfa,
          });
          expect(accepted.attributes).toMatchObject({
            firstName: ['Ada'],
            'session.amr': ['hwk', 'phr', 'mfa'],
          });
          const stored = await getDb().samlSession.findFirstOrThrow();
          expect(accepted.sessionIndex).toBe(stored.sessionIndex);
        },
      );

      it('signs a person in who began here, with RelayState', async () => {
        const path = `/saml/sso/start?application=${world.application.id}&RelayState=deep%20link`;
        const answer = await follow(world, await startGet(call(world, path)));
        expect(answer.fields['RelayState']).toBe('deep link');
        const given = { response: answer.fields['SAMLResponse'], requestId: null };
        const accepted = await peer.ask<Accepted>('accept', given);
        expect(accepted).toMatchObject({ nameId: world.user.login });
        expect(accepted.inResponseTo ?? null).toBeNull();
      });

      it('C28: gives a persistent name that is the same every time and no other SP has', async () => {
        const nameIdFormat = `${formats}:persistent`;
        const { accepted } = await signIn({ nameIdFormat, allowCreate: true });
        const again = await signIn({ nameIdFormat, allowCreate: true });
        expect(accepted).toMatchObject({ nameIdFormat, spNameQualifier: world.sp.entityId });
        expect(accepted.nameId).toMatch(/^_[0-9a-f]{40}$/u);
        expect(again.accepted.nameId).toBe(accepted.nameId);
        const other = await addSp(getDb(), world, 'https://sp-two.example');
        await introduce(peer, world, other);
        const elsewhere = await signIn({ nameIdFormat, allowCreate: true });
        expect(elsewhere.accepted.nameId).toMatch(/^_[0-9a-f]{40}$/u);
        expect(elsewhere.accepted.nameId).not.toBe(accepted.nameId);
      });

      it('gives a transient name that is new every time, and the e-mail address', async () => {
        const nameIdFormat = `${formats}:transient`;
        const [one, two] = [await signIn({ nameIdFormat }), await signIn({ nameIdFormat })];
        expect(one.accepted.nameIdFormat).toBe(nameIdFormat);
        expect(one.accepted.nameId).not.toBe(two.accepted.nameId);
        const named = await signIn({ nameIdFormat: email });
        expect(named.accepted).toMatchObject({ nameId: world.user.email, nameIdFormat: email });
      });

      it('C18: asks again when it is forced to, and AuthnInstant is new', async () => {
        const { accepted: earlier } = await signIn();
        await new Promise((resolve) => setTimeout(resolve, 20));
        const asked = await ask({ forceAuthn: true });
        const taken = await sso(world, asked);
        const next = await step(world, taken);
        expect(next.headers.get('location')).toContain('/sign-in?request=');
        const cookie = await buildSessionCookie(getDb(), world, world.user.id);
        const { fields = {} } = await readCarried(await step({ ...world, cookie }, taken));
        const given = { response: fields['SAMLResponse'], requestId: asked.id };
        const again = await peer.ask<Accepted>('accept', given);
        expect(Date.parse(again.authnInstant)).toBeGreaterThan(Date.parse(earlier.authnInstant));
      });

      it('tells when and with which factor the person really signed in', async () => {
        const authenticatedAt = new Date(Date.now() - 1_800_000);
        await getDb().session.updateMany({ data: { authenticatedAt, amr: ['swk', 'user'] } });
        const { accepted } = await signIn();
        expect(new Date(accepted.authnInstant)).toEqual(authenticatedAt);
        expect(accepted.attributes['session.amr']).toEqual(['swk', 'user']);
        expect(accepted.authnContext).toBe('urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified');
      });

      it('C12: answers at the registered address it names, and at no other', async () => {
        const acsUrl = world.sp.acsUrls[1];
        const { answer, accepted } = await signIn({ acsUrl });
        expect(answer.url).toBe(acsUrl);
        expect(accepted.nameId).toBe(world.user.login);
        const asked = await ask({ acsUrl: `${acsUrl ?? ''}/x` });
        expect((await sso(world, asked)).status).toBe(400);
      });

      itWhen(maker.sendsAcsIndex, 'C13: answers at the index it names', async () => {
        const { answer, accepted } = await signIn({ acsIndex: 1 });
        expect([answer.url, accepted.nameId]).toEqual([world.sp.acsUrls[1], world.user.login]);
      });

      itWhen(maker.sendsSubject, 'C22: signs in only whom its Subject names', async () => {
        const { accepted } = await signIn({ subject: world.user.login });
        expect(accepted.nameId).toBe(world.user.login);
        const asked = await ask({ subject: 'eve@example.com' });
        const next = await step(world, await sso(world, asked));
        expect(next.headers.get('location')).toContain('/sign-in?request=');
      });

      itWhen(
        maker.sendsProtocolBinding,
        'says UnsupportedBinding to a ProtocolBinding it cannot answer on',
        async () => {
          const { answer, accepted } = await signIn({ artifact: true });
          expect(answer.url).toBe(world.sp.acsUrls[0]);
          expect(accepted.refused).toMatch(/UnsupportedBinding/iu);
        },
      );

      it('gives every message an identifier of 128 random bits or more', async () => {
        const answers = [await signIn(), await signIn()].map(({ answer }) => xmlOf(answer));
        const ids = answers.flatMap((xml) =>
          [...xml.matchAll(/ (?:ID|SessionIndex)="([^"]*)"/gu)].map(([, id = '']) => id),
        );
        expect([ids.length, new Set(ids).size]).toEqual([6, 6]);
        for (const id of ids) expect(id).toMatch(/^_[0-9a-f]{32,}$/u);
      });

      itWhen(maker.readsValidUntil, 'is trusted until its metadata end', async () => {
        const metadataXml = await (await metadataGet(call(world, '/saml/metadata'))).text();
        const lasting = / validUntil="([^"]*)"/u;
        expect(Date.parse(lasting.exec(metadataXml)?.[1] ?? '')).toBeGreaterThan(Date.now());
        const over = metadataXml.replace(lasting, ' validUntil="2020-01-01T00:00:00Z"');
        await introduce(peer, world, world.sp, over);
        await expect(signIn()).rejects.toThrow();
      });

      it('C19: says NoPassive, signed, when it may not ask', async () => {
        const nobody = { ...world, cookie: 'a=b' };
        const asked = await ask({ isPassive: true });
        const answer = await follow(nobody, await sso(nobody, asked));
        expect(answer.url).toBe(world.sp.acsUrls[0]);
        const given = { response: answer.fields['SAMLResponse'], requestId: asked.id };
        const { refused } = await peer.ask<Accepted>('accept', given);
        expect(refused).toMatch(/NoPassive/u);
        expect((await signIn({ isPassive: true })).accepted.nameId).toBe(world.user.login);
      });

      itWhen(maker.verifiesStatus, 'believes no status that was changed on the way', async () => {
        const { asked, answer } = await signIn({ nameIdFormat: kerberos });
        const changed = xmlOf(answer).replace('InvalidNameIDPolicy', 'NoAuthnContext');
        const response = Buffer.from(changed).toString('base64');
        await expect(peer.ask('accept', { response, requestId: asked.id })).rejects.toThrow();
      });

      it('C20: says InvalidNameIDPolicy for a name it may not give', async () => {
        const { accepted } = await signIn({ nameIdFormat: kerberos });
        expect(accepted.refused).toMatch(/InvalidNam/iu);
      });

      it('C21: states the context that was asked for, or says NoAuthnContext', async () => {
        const weak = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
        expect((await signIn({ contexts: [mfa] })).accepted.authnContext).toBe(mfa);
        const minimum = await signIn({ contexts: [weak], comparison: 'minimum' });
        expect(minimum.accepted.authnContext).toBe(mfa);
        const exact = await signIn({ contexts: [weak], comparison: 'exact' });
        expect(exact.accepted.refused).toMatch(/NoAuthnC/u);
      });

      itWhen(maker.opensGcm, 'encrypts the assertion for it alone', async () => {
        await getDb().application.updateMany({
          data: { encryptionCertificatePem: spKey.certificatePem },
        });
        const { answer, accepted } = await signIn();
        const xml = xmlOf(answer);
        expect(xml).not.toContain(world.user.login);
        expect(xml).toContain('xmlenc11#aes256-gcm');
        expect(xml).toMatch(/EncryptionMethod Algorithm="[^"]*rsa-oaep/u);
        expect(accepted).toMatchObject({ nameId: world.user.login });
      });

      it.each(maker.logoutBindings)('signs out when it asks by %s', async (binding) => {
        await getDb().application.updateMany({ data: { sloBinding: binding } });
        const { accepted } = await signIn();
        const asked = await peer.ask<Carried>('logout', {
          ...{ binding, sessionIndexes: [accepted.sessionIndex], relayState: 'back' },
        });
        expect(await getDb().session.count()).toBe(1);
        const carried = await logoutStep(world, await slo(world, asked));
        expect(await getDb().session.count()).toBe(0);
        const answer = await peer.ask('accept_logout_answer', { carried });
        expect(answer).toMatchObject({ status: [success], relayState: 'back' });
        expect(answer).toMatchObject({ inResponseTo: asked.id });
        const replayed = await slo(world, asked);
        expect(replayed.status).toBe(400);
      });

      itWhen(maker.sendsSeveralIndexes, 'ends every session whose index it names', async () => {
        const cookie = await buildSessionCookie(getDb(), world, world.user.id);
        const elsewhere = { ...world, cookie };
        const first = (await signIn()).accepted.sessionIndex;
        const second = (await signIn({}, elsewhere)).accepted.sessionIndex;
        expect(await getDb().session.count()).toBe(2);
        const asked = await peer.ask<Carried>('logout', {
          ...{ binding: 'redirect', sessionIndexes: [first, second], relayState: 'back' },
        });
        await logoutStep(world, await slo(world, asked));
        expect(await getDb().session.count()).toBe(0);
      });

      itWhen(maker.readsEveryIndex, 'hears of every index it was given', async () => {
        const indexes = [await signIn(), await signIn()].map(
          ({ accepted }) => accepted.sessionIndex,
        );
        const carried = await signOutHere(world);
        const heard = await peer.ask<{ sessionIndexes: readonly string[] }>(
          'accept_logout_request',
          {
            ...{ carried, binding: 'redirect' },
          },
        );
        expect(heard.sessionIndexes.toSorted()).toEqual(indexes.toSorted());
      });

      it('hears PartialLogout when another application could not be told', async () => {
        const other = await addSp(getDb(), world, 'https://sp-two.example');
        await introduce(peer, world, other);
        await signIn();
        const { entityId } = other;
        await getDb().application.updateMany({ where: { entityId }, data: { sloUrl: null } });
        await introduce(peer, world, world.sp);
        const { accepted } = await signIn();
        const asked = await peer.ask<Carried>('logout', {
          ...{ binding: 'redirect', sessionIndexes: [accepted.sessionIndex], relayState: 'back' },
        });
        const carried = await logoutStep(world, await slo(world, asked));
        expect(await getDb().session.count()).toBe(0);
        const answer = await peer.ask<{ status: readonly string[] }>('accept_logout_answer', {
          carried,
        });
        expect(answer.status).toEqual([success, expect.stringMatching(/:PartialLogout$/u)]);
      });

      it.each(maker.logoutBindings)('tells it by %s when the person signs out', async (binding) => {
        await getDb().application.updateMany({ data: { sloBinding: binding } });
        const { accepted } = await signIn();
        const carried = await signOutHere(world);
        const answer = await peer.ask<Carried & Readonly<Record<string, unknown>>>(
          'accept_logout_request',
          { carried, binding },
        );
        expect(answer).toMatchObject({ nameId: accepted.nameId });
        expect(answer['sessionIndexes']).toEqual([accepted.sessionIndex]);
        const end = await step(world, await slo(world, answer), sloContinueGet);
        expect(end.headers.get('location')).toBe(`${world.publicUrl}/sign-in`);
      });
    });
  },
);

/** What is left out by a limit of a peer is no test, so that no test is ever skipped. */
function itWhen(isMeant: boolean, name: string, test: () => Promise<void>): void {
  if (isMeant) it(name, test);
}

async function buildWorld(db: Parameters<typeof buildTenant>[0]) {
  const tenant = await buildTenant(db);
  const { certificatePem } = await buildSigningKey(db, tenant.id);
  const user = await buildUser(db, tenant.id);
  const cookie = await buildSessionCookie(db, tenant, user.id);
  const host = new URL(tenant.publicUrl).host;
  const base = { ...tenant, certificatePem, user, cookie, host };
  return { ...base, ...(await addApplication(db, tenant.id, 'https://sp-one.example')) };
}

type World = Awaited<ReturnType<typeof buildWorld>>;
type Sp = World['sp'];

async function addApplication(
  db: Parameters<typeof buildTenant>[0],
  tenantId: TenantId,
  origin: string,
) {
  const sp = {
    entityId: `${origin}/metadata`,
    acsUrls: [`${origin}/acs`, `${origin}/acs-two`],
    sloUrl: `${origin}/slo`,
    keyPem: spKey.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificatePem: spKey.certificatePem,
  };
  const application = await buildApplication(db, tenantId, {
    kind: 'CUSTOM_SAML',
    ...{ entityId: sp.entityId, acsUrls: sp.acsUrls, sloUrl: sp.sloUrl, sloBinding: 'redirect' },
    requestCertificatePems: [sp.certificatePem],
    ...{ requireSignedRequests: true, honoursAuthnContext: true },
  });
  return { application, sp: { ...sp, metadataXml: writeSpMetadata(sp) } };
}

async function addSp(db: Parameters<typeof buildTenant>[0], world: World, origin: string) {
  return (await addApplication(db, world.id, origin)).sp;
}

async function introduce(peer: Peer, world: World, sp: Sp, metadataXml?: string): Promise<void> {
  const metadata = await metadataGet(call(world, '/saml/metadata'));
  await peer.ask('set_up', {
    sp,
    idp: {
      metadataXml: metadataXml ?? (await metadata.text()),
      entityId: `${world.publicUrl}/saml/metadata`,
      ssoUrl: `${world.publicUrl}/saml/sso`,
      sloUrl: `${world.publicUrl}/saml/slo`,
      certificatePem: world.certificatePem,
    },
  });
}

function xmlOf({ fields }: { readonly fields: Carried['fields'] }): string {
  return Buffer.from(fields?.['SAMLResponse'] ?? '', 'base64').toString();
}

/** The person signs out here; what the browser then takes to the application. */
async function signOutHere(world: World): Promise<Carried> {
  const { headers } = call(world, '/');
  const secret = await signOut(await readActor(await readTenant(world), headers));
  const next = `/saml/slo/continue?step=${secret ?? ''}`;
  return readCarried(await sloContinueGet(call(world, next)));
}

async function readTenant(world: World) {
  const tenant = await findTenantByHost(world.host);
  if (!tenant) throw new Error('The tenant is gone');
  return tenant;
}

type Caller = Pick<World, 'publicUrl' | 'host' | 'cookie'>;

function call(world: Caller, path: string, init: RequestInit = {}): Request {
  const headers = new Headers(init.headers);
  headers.set('host', world.host);
  headers.set('cookie', world.cookie);
  return new Request(`http://localhost:3000${path}`, { ...init, headers });
}

type Handlers = Readonly<Record<'get' | 'post', (request: Request) => Promise<Response>>>;

/** Brings a message of the peer to us, as a browser would; a POST of another site has no cookie. */
function bring(world: Caller, carried: Carried, { get, post }: Handlers): Promise<Response> {
  const { url, fields } = carried;
  if (url !== undefined) return get(call(world, url.slice(world.publicUrl.length)));
  const body = new URLSearchParams({ ...fields }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const stranger = { ...world, cookie: '' };
  const path = get === sloGet ? '/saml/slo' : '/saml/sso';
  return post(call(stranger, path, { method: 'POST', body, headers }));
}

const sso = (world: Caller, carried: Carried) =>
  bring(world, carried, { get: ssoGet, post: ssoPost });
const slo = (world: Caller, carried: Carried) =>
  bring(world, carried, { get: sloGet, post: sloPost });

/** Follows one of our redirects. */
async function step(
  world: Caller,
  response: Response,
  handler: (request: Request) => Promise<Response> = continueGet,
): Promise<Response> {
  expect(response.status, await response.clone().text()).toBe(303);
  const path = (response.headers.get('location') ?? '').slice(world.publicUrl.length);
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? 'a=b';
  return handler(call({ ...world, cookie: `${world.cookie}; ${cookie}` }, path));
}

async function follow(world: Caller, response: Response) {
  const { url = '', fields = {} } = await readCarried(await step(world, response));
  return { url, fields };
}

async function logoutStep(world: Caller, response: Response): Promise<Carried> {
  return readCarried(await step(world, response, sloContinueGet));
}

/** What a browser takes along from our page or redirect. */
async function readCarried(response: Response): Promise<Carried> {
  const location = response.headers.get('location');
  if (location !== null) return { url: location };
  const html = await response.text();
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/gu);
  const fields = Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]));
  return { url: /action="([^"]*)"/u.exec(html)?.[1] ?? '', fields };
}
