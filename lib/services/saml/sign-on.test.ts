import { SAML } from '@node-saml/node-saml';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import type { Database } from '@/lib/db/database';
import { decodePostBinding } from '@/lib/saml/decode-binding';
import type { SamlAnswer } from '@/lib/schemas/saml';
import {
  buildAnonymousActor,
  buildApplication,
  buildPersonActor,
  buildTenant,
  buildUser,
} from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import {
  buildSpKey,
  encodeRequestForm,
  signAuthnRequest,
  writeAuthnRequest,
  type RequestValues,
  type SpKey,
} from '@/lib/testing/saml-requests';
import { buildSigningKey } from '@/lib/testing/signing-keys';
import { continueSignOn } from './continue-sign-on';
import { describePendingRequest } from './describe-pending-request';
import type { PendingRequest } from './keep-request';
import { receiveAuthnRequest } from './receive-authn-request';

const entityId = 'https://www.okta.com/saml2/service-provider/spacme';
const acsUrl = 'https://acme.okta.com/sso/saml2/0oaacme';
const traceId = 'trace';

let spKey: SpKey;

beforeAll(async () => {
  spKey = await buildSpKey();
});

const coded = (code: string) => expect.objectContaining({ code }) as Error;

describeOnBothDatabases('single sign-on', (getDb) => {
  let world: Awaited<ReturnType<typeof buildWorld>>;

  beforeEach(async () => {
    world = await buildWorld(getDb());
  });

  const receive = (values: Partial<RequestValues> = {}, options: ReceiveOptions = {}) =>
    receiveIn(world, values, options);

  it('signs a person in to the application, as its SP sees it', async () => {
    const pending = await receive({ id: 'idA' }, { relayState: 'https://acme.okta.com/?a=b c' });
    const answer = await answerOf(pending, world.person);
    expect(answer).toMatchObject({ acsUrl, relayState: 'https://acme.okta.com/?a=b c' });
    const { profile } = await acceptAsSp(world, answer);
    expect(profile).toMatchObject({
      nameID: world.user.login,
      inResponseTo: 'idA',
      email: world.user.email,
      firstName: 'Ada',
      lastName: 'Lovelace',
      'session.amr': ['hwk', 'phr', 'mfa'],
    });
    const events = await getDb().auditEvent.findMany({ where: { action: 'application.opened' } });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      targetId: world.application.id,
      actorLabel: world.user.login,
    });
    expect(events[0]?.changes).toMatchObject({ trace: { after: traceId } });
    const stored = await getDb().application.findFirstOrThrow();
    expect(stored.lastSignInAt).not.toBeNull();
  });

  it('names the person by an expression, and says how long assertion and session last', async () => {
    const data = { assertionSeconds: 60, sessionSeconds: 3600 };
    await nameBy(getDb(), 'before(user.login, "@")', data);
    const answer = await answerOf(await receive(), world.person);
    const { profile } = await acceptAsSp(world, answer);
    expect(profile?.nameID).toBe(world.user.login.split('@')[0]);
    const xml = Buffer.from(answer.samlResponse, 'base64').toString();
    const timeOf = (name: string) => {
      const [, time = ''] = new RegExp(` ${name}="([^"]+)"`, 'u').exec(xml) ?? [];
      return Date.parse(time) - Date.parse(/IssueInstant="([^"]+)"/u.exec(xml)?.[1] ?? '');
    };
    expect([timeOf('NotOnOrAfter'), timeOf('SessionNotOnOrAfter')]).toEqual([60_000, 3_600_000]);
  });

  it.each([
    ['a passkey bound to its device', ['hwk', 'phr', 'mfa']],
    ['a synced passkey', ['swk', 'phr', 'mfa']],
  ])('tells Okta the truth about %s, whatever its mappings say', async (_name, amr) => {
    const lie = { nameFormat: 'unspecified', kind: 'fixed', values: ['face', 'pwd'] };
    const attributeMappings = [
      { ...lie, name: 'session.amr' },
      { ...lie, name: 'Session.AMR' },
    ];
    await getDb().application.updateMany({ data: { attributeMappings } });
    const { profile } = await acceptAsSp(
      world,
      await answerOf(await receive(), world.personWho({ amr })),
    );
    expect(profile).toMatchObject({ 'session.amr': amr });
    expect(profile).not.toHaveProperty('Session.AMR');
    await getDb().application.updateMany({ data: { attributeMappings: [] } });
    const bare = await acceptAsSp(world, await answerOf(await receive(), world.personWho({ amr })));
    expect(bare.profile).toMatchObject({ 'session.amr': amr });
  });

  it('signs nobody in to Okta of whom it is not known how', async () => {
    await expect(answerOf(await receive(), world.personWho({ amr: [] }))).rejects.toThrow(
      coded('saml.amr_missing'),
    );
  });

  it('signs nobody in without encryption where it is required', async () => {
    await getDb().application.updateMany({ data: { encryption: 'REQUIRED' } });
    await expect(answerOf(await receive(), world.person)).rejects.toThrow(
      coded('saml.encryption_key_unusable'),
    );
  });

  it('encrypts nothing where that is switched off, though there is a certificate', async () => {
    await getDb().application.updateMany({
      data: { encryption: 'OFF', encryptionCertificatePem: spKey.certificatePem },
    });
    const { profile } = await acceptAsSp(world, await answerOf(await receive(), world.person));
    expect(profile?.nameID).toBe(world.user.login);
  });

  it('asks a signed-out browser to sign in and answers afterwards', async () => {
    const pending = await receive();
    expect(await goOn(pending, buildAnonymousActor(world.tenantId))).toEqual({ kind: 'sign_in' });
    expect((await answerOf(pending, world.person)).acsUrl).toBe(acsUrl);
  });

  it('tells the sign-in page which application is opened, in this browser only', async () => {
    const pending = await receive({ children: subject('ada@example.com') });
    const proof = { id: pending.id, browserSecret: pending.browserSecret };
    const nobody = buildAnonymousActor(world.tenantId);
    expect(await describePendingRequest(nobody, proof)).toEqual({
      applicationName: 'Okta of Acme',
      loginHint: 'ada@example.com',
    });
    expect(await describePendingRequest(nobody, { ...proof, browserSecret: 'other' })).toBeNull();
  });

  it.each([
    ['another host', 'https://evil.example/acs'],
    ['javascript:', 'javascript:alert(1)'],
    ['user-info', 'https://x@acme.okta.com/sso/saml2/0oaacme'],
    ['path traversal', 'https://acme.okta.com/sso/saml2/x/../0oaacme'],
  ])('C12: refuses an ACS that is not registered: %s', async (_name, url) => {
    await receive();
    await expect(receive({ acsUrl: url })).rejects.toThrow(coded('saml.acs_not_registered'));
    expect(await getDb().pendingSamlRequest.count()).toBe(1);
    const refused = await getDb().auditEvent.findFirstOrThrow();
    expect(refused).toMatchObject({ action: 'application.refused' });
  });

  it('C14: refuses an unknown, a foreign and a disabled application alike', async () => {
    const other = await buildWorld(getDb(), { entityId: 'https://sp.other.example' });
    await receiveIn(other, { issuer: 'https://sp.other.example' });
    const refusals: unknown[] = [];
    for (const issuer of ['https://unknown.example', 'https://sp.other.example']) {
      refusals.push(await receive({ issuer }).catch((error: unknown) => error));
    }
    await getDb().application.updateMany({ data: { enabled: false } });
    refusals.push(await receive().catch((error: unknown) => error));
    expect(refusals).toEqual(Array(3).fill(coded('saml.issuer_unknown')));
  });

  it('C15: wants a genuine signature where the application signs', async () => {
    await getDb().application.updateMany({
      data: { requireSignedRequests: true, requestCertificatePems: [spKey.certificatePem] },
    });
    await expect(receive()).rejects.toThrow(coded('saml.signature_missing'));
    const forged = await buildSpKey();
    await expect(receive({}, { key: forged })).rejects.toThrow(coded('saml.signature_wrong'));
    expect((await receive({}, { key: spKey })).id).toBeTruthy();
    await getDb().application.updateMany({ data: { requestCertificatePems: [] } });
    await expect(receive({}, { key: spKey })).rejects.toThrow(coded('saml.signature_wrong'));
  });

  it('C15: verifies a signature that is there even where none is required', async () => {
    await getDb().application.updateMany({
      data: { requestCertificatePems: [spKey.certificatePem] },
    });
    expect((await receive()).id).toBeTruthy();
    expect((await receive({}, { key: spKey })).id).toBeTruthy();
    await expect(receive({}, { key: await buildSpKey() })).rejects.toThrow(
      coded('saml.signature_wrong'),
    );
  });

  it('C16: refuses an old request and one for another Destination', async () => {
    const issueInstant = new Date(Date.now() - 700_000).toISOString();
    await expect(receive({ issueInstant })).rejects.toThrow(coded('saml.request_expired'));
    const destination = 'https://other.example/saml/sso';
    await expect(receive({ destination })).rejects.toThrow(coded('saml.destination_wrong'));
  });

  it('C18: asks again when the application forces it, and takes only a later sign-in', async () => {
    const pending = await receive({ attributes: ' ForceAuthn="true"' });
    const before = world.personWho({ authenticatedAt: new Date(Date.now() - 60_000) });
    expect(await goOn(pending, before)).toEqual({ kind: 'sign_in' });
    const after = world.personWho({ authenticatedAt: new Date(Date.now() + 1000) });
    expect((await answerOf(pending, after)).acsUrl).toBe(acsUrl);
  });

  it('C19: answers NoPassive, signed and at the registered ACS, when it may not ask', async () => {
    const requests = [' IsPassive="true"', ' IsPassive="true" ForceAuthn="true"'];
    for (const [index, attributes] of requests.entries()) {
      const pending = await receive({ attributes });
      const old = world.personWho({ authenticatedAt: new Date(Date.now() - 60_000) });
      const actor = index === 0 ? buildAnonymousActor(world.tenantId) : old;
      const answer = await answerOf(pending, actor);
      expect(answer.acsUrl).toBe(acsUrl);
      const xml = Buffer.from(answer.samlResponse, 'base64').toString();
      expect(xml).toContain('status:NoPassive');
      expect(xml).toContain('<ds:Signature');
      expect(xml).not.toContain('Assertion');
    }
  });

  it('C20: answers InvalidNameIDPolicy to a format it cannot give', async () => {
    const children =
      '<saml2p:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient"/>';
    const answer = await answerOf(await receive({ children }), world.person);
    const xml = Buffer.from(answer.samlResponse, 'base64').toString();
    expect(xml).toContain('status:InvalidNameIDPolicy');
  });

  it('C22: asks for a sign-in when the request names somebody else', async () => {
    const old = world.personWho({ authenticatedAt: new Date(Date.now() - 60_000) });
    const foreign = await receive({ children: subject('eve@example.com') });
    expect(await goOn(foreign, old)).toEqual({ kind: 'sign_in' });
    const own = await receive({ children: subject(world.user.login.toUpperCase()) });
    expect((await answerOf(own, old)).acsUrl).toBe(acsUrl);
  });

  it('C22: knows the name that the expression of the application makes, letter by letter', async () => {
    await nameBy(getDb(), 'upper(before(user.login, "@"))');
    const old = world.personWho({ authenticatedAt: new Date(Date.now() - 60_000) });
    const name = world.user.login.split('@')[0]?.toUpperCase() ?? '';
    const own = await receive({ children: subject(name) });
    expect((await acceptAsSp(world, await answerOf(own, old))).profile?.nameID).toBe(name);
    const other = await receive({ children: subject(name.toLowerCase()) });
    expect(await goOn(other, old)).toEqual({ kind: 'sign_in' });
    const later = world.personWho({ authenticatedAt: new Date(Date.now() + 1000) });
    const { samlResponse } = await answerOf(other, later);
    expect(Buffer.from(samlResponse, 'base64').toString()).toContain('status:RequestDenied');
  });

  it('C24: answers a request once, also to parallel attempts', async () => {
    const pending = await receive();
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () => answerOf(pending, world.person)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(answerOf(pending, world.person)).rejects.toThrow(coded('saml.request_gone'));
  });

  it('C24: answers only in the browser that asked, and keeps two tabs apart', async () => {
    const [first, second] = [await receive({ id: 'idOne' }), await receive({ id: 'idTwo' })];
    const mixed = { ...first, browserSecret: second.browserSecret };
    await expect(goOn(mixed, world.person)).rejects.toThrow(coded('saml.request_gone'));
    const answers = [await answerOf(second, world.person), await answerOf(first, world.person)];
    const answered = answers.map(({ samlResponse }) =>
      /InResponseTo="([^"]*)"/.exec(Buffer.from(samlResponse, 'base64').toString()),
    );
    expect(answered.map((match) => match?.[1])).toEqual(['idTwo', 'idOne']);
  });

  it('C24: does not answer a request of one tenant with a session of another', async () => {
    const other = await buildWorld(getDb(), { entityId: 'https://sp.other.example' });
    const pending = await receive();
    await expect(goOn(pending, other.person)).rejects.toThrow(coded('saml.request_gone'));
    const own = await answerOf(pending, world.person);
    expect(own.acsUrl).toBe(acsUrl);
  });

  it('C29: refuses a person who was disabled in the middle', async () => {
    const pending = await receive();
    await getDb().user.updateMany({ data: { disabledAt: new Date() } });
    await expect(goOn(pending, world.person)).rejects.toThrow(coded('saml.person_refused'));
    expect(await getDb().pendingSamlRequest.count({ where: { consumedAt: null } })).toBe(1);
  });

  it('C29: refuses a person whose access went away in the middle', async () => {
    const application = { tenantId: world.tenantId, applicationId: world.application.id };
    const db = getDb();
    const group = await db.group.create({
      data: { tenantId: world.tenantId, name: 'Finance', nameKey: 'finance' },
    });
    const membership = { tenantId: world.tenantId, groupId: group.id, userId: world.user.id };
    await db.application.updateMany({ data: { access: 'CHOSEN' } });
    const denied = coded('saml.access_denied');
    await expect(goOn(await receive(), world.person)).rejects.toThrow(denied);
    await db.applicationGroup.create({ data: { ...application, groupId: group.id } });
    await db.groupMember.create({ data: membership });
    expect((await answerOf(await receive(), world.person)).acsUrl).toBe(acsUrl);
    const pending = await receive();
    await db.groupMember.deleteMany();
    await expect(goOn(pending, world.person)).rejects.toThrow(denied);
    await db.applicationUser.create({ data: { ...application, userId: world.user.id } });
    expect((await answerOf(pending, world.person)).acsUrl).toBe(acsUrl);
  });

  it('C29: refuses when the application was disabled or its ACS taken away', async () => {
    const pending = await receive();
    await getDb().application.updateMany({ data: { acsUrls: ['https://acme.okta.com/new'] } });
    await expect(goOn(pending, world.person)).rejects.toThrow(coded('saml.request_gone'));
    await getDb().application.updateMany({ data: { acsUrls: [acsUrl], enabled: false } });
    await expect(goOn(pending, world.person)).rejects.toThrow(coded('saml.request_gone'));
  });

  it('D4: keeps 200 parallel requests and forgets them after ten minutes', async () => {
    await Promise.all(Array.from({ length: 200 }, () => receive()));
    expect(await getDb().pendingSamlRequest.count()).toBe(200);
    const pending = await receive();
    await getDb().pendingSamlRequest.updateMany({ data: { expiresAt: new Date() } });
    await expect(goOn(pending, world.person)).rejects.toThrow(coded('saml.request_gone'));
  });

  /** Fills the store of an application with requests of addresses, by turns. */
  async function fill(count: number, addresses: number): Promise<void> {
    const row = await receive().then(({ id }) =>
      getDb().pendingSamlRequest.findUniqueOrThrow({ where: { id }, omit: { id: true } }),
    );
    const originHash = (at: number) => `address ${String(at % addresses)}`;
    const data = Array.from({ length: count }, (_, at) => ({ ...row, originHash: originHash(at) }));
    await getDb().pendingSamlRequest.createMany({ data });
  }

  it('D4: has who floods give way, and nobody else', async () => {
    const person = await receive();
    await fill(2000, 3);
    const filled = await getDb().pendingSamlRequest.count();
    const next = await receive();
    expect(await getDb().pendingSamlRequest.count()).toBeLessThan(filled);
    expect((await answerOf(person, world.person)).acsUrl).toBe(acsUrl);
    expect((await answerOf(next, world.person)).acsUrl).toBe(acsUrl);
    const held = await getDb().pendingSamlRequest.groupBy({ by: ['originHash'], _count: true });
    expect(held.filter(({ originHash }) => originHash?.startsWith('address'))).toHaveLength(3);
  });

  it('D4: refuses what goes beyond the bound when nobody holds more than others', async () => {
    await fill(2000, 2000);
    await getDb().pendingSamlRequest.deleteMany({
      where: { originHash: { not: { startsWith: 'address' } } },
    });
    await expect(receive()).rejects.toThrow(coded('saml.too_many_pending'));
    await getDb().pendingSamlRequest.updateMany({ data: { expiresAt: new Date() } });
    expect((await receive()).id).toBeTruthy();
  });

  it('D4: limits how often one address may ask', async () => {
    await getDb().rateLimit.deleteMany();
    await receive();
    await getDb().rateLimit.updateMany({ data: { count: 1200 } });
    await expect(receive()).rejects.toThrow(coded('request.rate_limited'));
  });
});

interface World {
  readonly tenantId: Actor['tenantId'];
  readonly publicUrl: string;
}

interface ReceiveOptions {
  readonly key?: SpKey;
  readonly relayState?: string;
}

async function buildWorld(db: Database, values: { readonly entityId?: string } = {}) {
  const { id: tenantId, publicUrl } = await buildTenant(db);
  const { certificatePem } = await buildSigningKey(db, tenantId);
  const application = await buildApplication(db, tenantId, {
    entityId,
    acsUrls: [acsUrl],
    ...values,
  });
  const user = await buildUser(db, tenantId);
  const personWho = (identity: { readonly authenticatedAt?: Date; readonly amr?: string[] }) =>
    buildPersonActor(tenantId, {
      userId: user.id,
      login: user.login,
      role: 'NONE',
      amr: ['hwk', 'phr', 'mfa'],
      ...identity,
    });
  const person = personWho({ authenticatedAt: new Date() });
  return { tenantId, publicUrl, certificatePem, application, user, personWho, person };
}

async function receiveIn(
  world: World,
  values: Partial<RequestValues> = {},
  options: ReceiveOptions = {},
): Promise<PendingRequest> {
  const xml = writeAuthnRequest({ destination: `${world.publicUrl}/saml/sso`, ...values });
  const signed = options.key ? signAuthnRequest(xml, options.key) : xml;
  const message = decodePostBinding(encodeRequestForm(signed, options.relayState));
  const actor = buildAnonymousActor(world.tenantId);
  return receiveAuthnRequest(actor, { message, traceId });
}

function goOn(pending: PendingRequest, actor: Actor) {
  const { id, browserSecret } = pending;
  return continueSignOn(actor, { id, browserSecret, traceId });
}

async function answerOf(pending: PendingRequest, actor: Actor): Promise<SamlAnswer> {
  const next = await goOn(pending, actor);
  if (next.kind !== 'answer') throw new Error(`Expected an answer, got ${next.kind}`);
  return next.answer;
}

function acceptAsSp(
  world: { readonly publicUrl: string; readonly certificatePem: string },
  answer: SamlAnswer,
) {
  const sp = new SAML({
    callbackUrl: acsUrl,
    issuer: entityId,
    audience: entityId,
    idpIssuer: `${world.publicUrl}/saml/metadata`,
    idpCert: world.certificatePem,
    wantAuthnResponseSigned: true,
    wantAssertionsSigned: true,
  });
  return sp.validatePostResponseAsync({ SAMLResponse: answer.samlResponse });
}

/** Has the applications call people by what an expression makes. */
async function nameBy(db: Database, nameIdExpression: string, more = {}): Promise<void> {
  const data = { kind: 'CUSTOM_SAML', nameIdSource: 'EXPRESSION', nameIdExpression } as const;
  await db.application.updateMany({ data: { ...data, ...more } });
}

function subject(login: string): string {
  return (
    '<saml2:Subject xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">' +
    `<saml2:NameID>${login}</saml2:NameID></saml2:Subject>`
  );
}
