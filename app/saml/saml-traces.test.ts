import { expect, it } from 'vitest';
import { POST as sloPost } from '@/app/saml/slo/route';
import { GET as continueGet } from '@/app/saml/sso/continue/route';
import { POST as ssoPost } from '@/app/saml/sso/route';
import { GET as startGet } from '@/app/saml/sso/start/route';
import { Actor } from '@/lib/auth/actor';
import { defineSamlRoute } from '@/lib/http/define-saml-route';
import { readSamlRequestCookie } from '@/lib/http/saml-request-cookie';
import { traceQuerySchema } from '@/lib/schemas/saml-traces';
import { continueSignOn } from '@/lib/services/saml/continue-sign-on';
import { getSupportBundle } from '@/lib/services/traces/get-support-bundle';
import { getTrace } from '@/lib/services/traces/get-trace';
import { keepTrace } from '@/lib/services/traces/keep-trace';
import { listTraces } from '@/lib/services/traces/list-traces';
import { noteResponse } from '@/lib/services/traces/note-message';
import { removeOldTraces, setTraceRetention } from '@/lib/services/traces/trace-retention';
import { buildApplication, buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import {
  buildSpKey,
  encodeRequestForm,
  signAuthnRequest,
  writeAuthnRequest,
  type RequestValues,
} from '@/lib/testing/saml-requests';
import {
  activateAnotherKey,
  buildSessionCookie,
  buildSigningKey,
} from '@/lib/testing/signing-keys';

const entityId = 'https://www.okta.com/saml2/service-provider/spacme';
const acsUrl = 'https://acme.okta.com/sso/saml2/0oaacme';

async function buildWorld(db: Parameters<typeof buildTenant>[0]) {
  const tenant = await buildTenant(db);
  const { certificatePem } = await buildSigningKey(db, tenant.id);
  const application = await buildApplication(db, tenant.id, { entityId, acsUrls: [acsUrl] });
  const user = await buildUser(db, tenant.id);
  const cookie = await buildSessionCookie(db, tenant, user.id);
  const support = buildPersonActor(tenant.id, { role: 'SUPPORT' });
  const host = new URL(tenant.publicUrl).host;
  return { ...tenant, certificatePem, application, user, cookie, support, host };
}

type World = Awaited<ReturnType<typeof buildWorld>>;

function call(world: World, path: string, init: RequestInit = {}): Request {
  const headers = new Headers(init.headers);
  headers.set('host', world.host);
  return new Request(`http://localhost:3000${path}`, { ...init, headers });
}

function post(world: World, path: string, xml: string): Request {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return call(world, path, {
    method: 'POST',
    body: encodeRequestForm(xml, 'secret-state'),
    headers,
  });
}

function requestXml(world: World, values: Partial<RequestValues> = {}): string {
  return writeAuthnRequest({ destination: `${world.publicUrl}/saml/sso`, ...values });
}

/** Sends a request in, and goes on with it with each of the cookies in turn. */
async function signOn(world: World, xml: string, cookies: readonly string[]): Promise<Response> {
  let last = await ssoPost(post(world, '/saml/sso', xml));
  const location = last.headers.get('location') ?? '';
  const own = last.headers.get('set-cookie')?.split(';')[0] ?? '';
  for (const cookie of cookies) {
    const headers = { cookie: `${cookie}; ${own}` };
    last = await continueGet(call(world, location.slice(world.publicUrl.length), { headers }));
  }
  return last;
}

const idOn = async (page: Response) => /<code>([0-9a-f]{16})</u.exec(await page.text())?.[1] ?? '';
const list = (world: World, query: Record<string, string> = {}) =>
  listTraces(world.support, traceQuerySchema.parse(query));

describeOnBothDatabases('SAML traces', (getDb) => {
  it('keep one trace of a sign-in that took several requests', async () => {
    const world = await buildWorld(getDb());
    const xml = requestXml(world, { id: 'idA' });
    expect((await signOn(world, xml, ['a=b', world.cookie])).status).toBe(200);
    const { traces } = await list(world);
    expect(traces).toHaveLength(1);
    expect(traces[0]).toMatchObject({
      ...{ kind: 'SSO', outcome: 'succeeded', failed: null },
      ...{ applicationName: 'Okta of Acme', login: world.user.login },
    });
    const trace = await getTrace(world.support, traces[0]?.traceId ?? '');
    expect(trace.steps.map(({ name }) => name)).toEqual([
      ...['message_arrived', 'taken_in', 'asked_to_sign_in', 'answered'],
    ]);
    expect(trace.documents.map(({ direction }) => direction)).toEqual(['in', 'out']);
    expect(trace.documents[0]).toMatchObject({ relayStateBytes: 12 });
    expect(trace.checks.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(trace.checks.filter(({ state }) => state === 'not_reached')).toEqual([]);
    expect(trace.checks.length).toBeGreaterThan(24);
    expect(trace.key).toMatchObject({ status: 'ACTIVE' });
    const event = await getDb().auditEvent.findFirstOrThrow({
      where: { action: 'application.opened' },
    });
    expect(event.changes).toMatchObject({ trace: { after: trace.traceId } });
  });

  it('say what Okta would say to the answer', async () => {
    const world = await buildWorld(getDb());
    await signOn(world, requestXml(world), [world.cookie]);
    const { okta } = await getTrace(world.support, (await list(world)).traces[0]?.traceId ?? '');
    expect(okta?.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(okta?.checks.find(({ id }) => id === 'signature')?.found).toBe('response and assertion');
    expect(okta?.log).toMatchObject({
      ...{ eventType: 'user.authentication.auth_via_IDP', outcome: 'SUCCESS' },
    });
  });

  it('verify an answer with the key that signed it, though another one is active by then', async () => {
    const world = await buildWorld(getDb());
    const stored = await ssoPost(post(world, '/saml/sso', requestXml(world)));
    const id = /id=([\w-]+)/u.exec(stored.headers.get('location') ?? '')?.[1] ?? '';
    const own = stored.headers.get('set-cookie')?.split(';')[0] ?? '';
    const answering = defineSamlRoute(
      async ({ actor, exchange, traceId, request }) => {
        const cookies = request.headers.get('cookie');
        const browserSecret = readSamlRequestCookie(cookies, world.publicUrl, id);
        const next = await continueSignOn(actor, { id, browserSecret, traceId, exchange });
        if (next.kind === 'answer') noteResponse(exchange, next.answer);
        await activateAnotherKey(getDb(), world);
        return new Response(next.kind);
      },
      { kind: 'SSO', keep: keepTrace },
    );
    const headers = { cookie: `${world.cookie}; ${own}` };
    const page = await answering(call(world, '/saml/sso/continue', { headers }));
    expect(await page.text()).toBe('answer');
    const trace = await getTrace(world.support, (await list(world)).traces[0]?.traceId ?? '');
    expect(trace.okta?.log).toMatchObject({ outcome: 'SUCCESS', reason: null });
    expect(trace.key).toMatchObject({ status: 'RETIRED' });
  });

  it('name the check that failed, with what was expected and found, and its mend', async () => {
    const world = await buildWorld(getDb());
    const destination = 'https://other.example/saml/sso';
    const traceId = await idOn(await signOn(world, requestXml(world, { destination }), []));
    const trace = await getTrace(world.support, traceId);
    expect(trace).toMatchObject({ outcome: 'refused', applicationName: 'Okta of Acme' });
    expect(trace.failure).toMatchObject({
      ...{ name: 'Destination is this address', code: 'saml.destination_wrong' },
      ...{ expected: `${world.publicUrl}/saml/sso`, found: destination },
    });
    expect(trace.failure?.mend).toContain('Copy the single sign-on URL');
    const states = Object.fromEntries(trace.checks.map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({ application: 'passed', signature: 'skipped' });
    expect(states).toMatchObject({ destination: 'failed', acs: 'not_reached' });
  });

  it('go on under the same id when a stored request is refused on a page', async () => {
    const world = await buildWorld(getDb());
    await getDb().application.updateMany({ data: { access: 'CHOSEN' } });
    const traceId = await idOn(await signOn(world, requestXml(world), [world.cookie]));
    const trace = await getTrace(world.support, traceId);
    expect(trace.failure).toMatchObject({ code: 'saml.access_denied' });
    expect(trace.steps.map(({ name }) => name)).toEqual(['message_arrived', 'taken_in', 'refused']);
    expect(trace.documents).toHaveLength(1);
  });

  it('say which access was missing, and through what it was there', async () => {
    const world = await buildWorld(getDb());
    const of = { tenantId: world.id, applicationId: world.application.id };
    const group = await getDb().group.create({
      data: { tenantId: world.id, name: 'Finance', nameKey: 'finance' },
    });
    await getDb().application.updateMany({ data: { access: 'CHOSEN' } });
    await getDb().applicationGroup.create({ data: { ...of, groupId: group.id } });
    const page = await signOn(world, requestXml(world), [world.cookie]);
    const html = await page.clone().text();
    expect(page.status).toBe(403);
    expect(html).toContain('<p>You have no access to this application; ask your administrator');
    expect(html).not.toContain('Finance');
    const refused = await getTrace(world.support, await idOn(page));
    expect(refused.failure).toMatchObject({
      expected: 'chosen by name, or in Finance',
      found: `${world.user.login}: Neither chosen nor in a chosen group`,
    });
    const member = { tenantId: world.id, groupId: group.id, userId: world.user.id };
    await getDb().groupMember.create({ data: member });
    expect((await signOn(world, requestXml(world), [world.cookie])).status).toBe(200);
    const { traces } = await list(world, { outcome: 'succeeded' });
    const { checks } = await getTrace(world.support, traces[0]?.traceId ?? '');
    const found = `${world.user.login}: Through Finance`;
    expect(checks.find(({ id }) => id === 'access')).toMatchObject({ state: 'passed', found });
  });

  it('keep a status that was answered as a refusal', async () => {
    const world = await buildWorld(getDb());
    await signOn(world, requestXml(world, { attributes: ' IsPassive="true"' }), ['a=b']);
    const { traces } = await list(world, { outcome: 'refused' });
    const trace = await getTrace(world.support, traces[0]?.traceId ?? '');
    expect(trace.failure).toMatchObject({ code: 'saml.passive_not_possible', found: 'none' });
    expect(trace.steps.at(-1)).toMatchObject({ name: 'answered_with_status' });
  });

  it('say what became of a request that another browser asks for', async () => {
    const world = await buildWorld(getDb());
    const stored = await ssoPost(post(world, '/saml/sso', requestXml(world)));
    const path = stored.headers.get('location')?.slice(world.publicUrl.length) ?? '';
    const traceId = await idOn(await continueGet(call(world, path)));
    const trace = await getTrace(world.support, traceId);
    expect(trace.applicationName).toBe('Okta of Acme');
    expect(trace.failure?.found).toMatch(
      /^another browser, or no cookie; its trace is [0-9a-f]{16}/u,
    );
  });

  it('keep what cannot be read, what begins here, and sign-outs', async () => {
    const world = await buildWorld(getDb());
    await ssoPost(post(world, '/saml/sso', '<!DOCTYPE a><a/>'));
    await startGet(call(world, `/saml/sso/start?application=${world.application.id}`));
    const logout = requestXml(world).replaceAll('AuthnRequest', 'LogoutRequest');
    const page = await sloPost(post(world, '/saml/slo', logout));
    expect(await page.text()).toContain('<h1>The sign-out did not finish</h1>');
    const { traces } = await list(world);
    expect(traces.map(({ kind, failed }) => [kind, failed])).toEqual([
      ['SLO', expect.any(String)],
      ['IDP_INITIATED', null],
      ['SSO', 'XML is safe to read'],
    ]);
  });

  it('are found by trace id, by login, by application and by person', async () => {
    const world = await buildWorld(getDb());
    await signOn(world, requestXml(world), [world.cookie]);
    await signOn(world, requestXml(world, { issuer: 'https://unknown.example' }), []);
    const { id } = world.user;
    const [unknown, known] = (await list(world)).traces;
    const found = async (query: Record<string, string>) =>
      (await list(world, query)).traces.map(({ traceId }) => traceId);
    expect(await found({ q: unknown?.traceId ?? '' })).toEqual([unknown?.traceId]);
    expect(await found({ q: world.user.login.slice(0, 6).toUpperCase() })).toEqual([
      known?.traceId,
    ]);
    expect(await found({ q: 'okta of' })).toEqual([known?.traceId]);
    expect(await found({ q: 'https://unknown' })).toEqual([unknown?.traceId]);
    expect(await found({ person: id })).toEqual([known?.traceId]);
    expect(await found({ application: world.application.id })).toEqual([known?.traceId]);
    const last = await getDb().samlTrace.findFirstOrThrow({ where: { login: null } });
    const after = `${String(last.startedAt.getTime())}_${last.id}`;
    expect(await found({ after })).toEqual([known?.traceId]);
  });

  it('G11: hold no signature, no RelayState and no cookie, nor does the support bundle', async () => {
    const world = await buildWorld(getDb());
    const key = await buildSpKey();
    await getDb().application.updateMany({
      data: { requireSignedRequests: true, requestCertificatePems: [key.certificatePem] },
    });
    const xml = signAuthnRequest(requestXml(world), key);
    const page = await (await signOn(world, xml, [world.cookie])).text();
    const answer = Buffer.from(
      /name="SAMLResponse" value="([^"]+)"/u.exec(page)?.[1] ?? '',
      'base64',
    );
    const values = [...`${xml}${answer.toString()}`.matchAll(/SignatureValue>([^<]+)</gu)];
    expect(values).toHaveLength(3);
    const [row] = await getDb().samlTrace.findMany();
    const bundle = await getSupportBundle(world.support, row?.traceId ?? '');
    for (const text of [JSON.stringify(row), new TextDecoder().decode(bundle.content)]) {
      for (const [, value = ''] of values) expect(text).not.toContain(value.slice(0, 24));
      expect(text).not.toContain('secret-state');
      expect(text).not.toContain(world.cookie.split('=')[1]);
      expect(text).toContain('(cut)');
    }
  });

  it('isolate tenants, and ask for the permission', async () => {
    const world = await buildWorld(getDb());
    await signOn(world, requestXml(world), [world.cookie]);
    const traceId = (await list(world)).traces[0]?.traceId ?? '';
    const other = buildPersonActor((await buildTenant(getDb())).id, { role: 'OWNER' });
    const gone = expect.objectContaining({ code: 'request.not_found' }) as Error;
    await expect(getTrace(other, traceId)).rejects.toThrow(gone);
    await expect(getSupportBundle(other, traceId)).rejects.toThrow(gone);
    const page = await listTraces(other, traceQuerySchema.parse({ q: traceId }));
    expect(page).toMatchObject({ traces: [], isEmpty: true });
    const nobody = buildPersonActor(world.id, { role: 'NONE' });
    const refused = expect.objectContaining({ code: 'request.forbidden' }) as Error;
    await expect(getTrace(nobody, traceId)).rejects.toThrow(refused);
    await expect(listTraces(nobody, traceQuerySchema.parse({}))).rejects.toThrow(refused);
  });

  it('D4: keep a bounded number of what no application can be named for', async () => {
    const world = await buildWorld(getDb());
    for (let sent = 0; sent < 64; sent += 1) {
      await ssoPost(post(world, '/saml/sso', requestXml(world, { issuer: 'https://x.example' })));
    }
    expect(await getDb().samlTrace.count()).toBe(60);
  });

  it('go when they are too old or too many', async () => {
    const world = await buildWorld(getDb());
    for (const id of ['a', 'b', 'c']) await signOn(world, requestXml(world, { id }), []);
    const [newest, middle, oldest] = await getDb().samlTrace.findMany({
      orderBy: { startedAt: 'desc' },
    });
    const system = Actor.system(world.id, 'retention');
    await getDb().samlTrace.updateMany({
      where: { id: oldest?.id ?? '' },
      data: { startedAt: new Date(Date.now() - 8 * 24 * 3600 * 1000) },
    });
    expect(await removeOldTraces(system, new Date())).toBe(0);
    await setTraceRetention(buildPersonActor(world.id), { days: 7 });
    expect(await removeOldTraces(system, new Date())).toBe(1);
    await getDb().samlTrace.updateMany({
      where: { id: middle?.id ?? '' },
      data: { startedAt: new Date(Date.now() - 60_000) },
    });
    expect(await removeOldTraces(system, new Date(), 1)).toBe(1);
    const left = await getDb().samlTrace.findMany({ select: { id: true } });
    expect(left).toEqual([{ id: newest?.id }]);
    const event = await getDb().auditEvent.findFirstOrThrow();
    expect(event).toMatchObject({
      ...{ action: 'settings.retention_changed', targetLabel: 'SAML traces' },
      changes: { days: { before: 30, after: 7 } },
    });
  });

  it('change nothing for the person when they cannot be written', async () => {
    const world = await buildWorld(getDb());
    const keep = () => Promise.reject(new Error('The disk is full'));
    const route = defineSamlRoute(() => Promise.resolve(new Response('answer')), {
      kind: 'SSO',
      keep,
    });
    expect(await (await route(call(world, '/saml/sso'))).text()).toBe('answer');
  });
});
