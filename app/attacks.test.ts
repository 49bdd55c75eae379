import { EventEmitter, once } from 'node:events';
import type { AddressInfo, Server as NetServer } from 'node:net';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { POST as signOutPost } from '@/app/api/auth/sign-out/route';
import { GET as healthGet } from '@/app/api/health/route';
import { GET as metadataGet } from '@/app/saml/metadata/route';
import { GET as sloContinueGet } from '@/app/saml/slo/continue/route';
import { GET as sloGet, POST as sloPost } from '@/app/saml/slo/route';
import { GET as ssoContinueGet } from '@/app/saml/sso/continue/route';
import { GET as ssoGet, POST as ssoPost } from '@/app/saml/sso/route';
import { listApplications } from '@/lib/services/applications/list-applications';
import { listUsers } from '@/lib/services/users/list-users';
import { userListQuerySchema } from '@/lib/schemas/user-lists';
import { Actor } from '@/lib/auth/actor';
import { attackIds, attackTitles } from '@/lib/saml/attacks/attack-ids';
import { createHttpServer, drain, listen } from '@/lib/server/http-server';
import { openLoopbackPort, type LoopbackPort } from '@/lib/server/self-test/loopback-port';
import { makeTestKeys, makeTestWorld, type TestKeys } from '@/lib/services/self-test/test-world';
import { removeAbandonedSelfTests, runSelfTest } from '@/lib/services/self-test/run-self-test';
import type { TenantId } from '@/lib/shared/tenant-id';
import { buildApplication, buildPersonActor, buildTenant } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { buildSigningKey } from '@/lib/testing/signing-keys';
import { useUpTraces } from '@/lib/testing/use-up-limit';

type Handler = (request: Request) => Promise<Response>;

const noParams = { params: Promise.resolve({}) };
const routes: Readonly<Record<string, Handler>> = {
  'GET /api/health': (request) => healthGet(request, noParams),
  'POST /api/auth/sign-out': (request) => signOutPost(request, noParams),
  'GET /saml/metadata': metadataGet,
  'GET /saml/sso': ssoGet,
  'POST /saml/sso': ssoPost,
  'GET /saml/sso/continue': ssoContinueGet,
  'GET /saml/slo': sloGet,
  'POST /saml/slo': sloPost,
  'GET /saml/slo/continue': sloContinueGet,
};

/** What Next.js does between the launcher and the handlers. */
async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = incoming;
  const handler = routes[`${method} ${url.split('?')[0] ?? ''}`];
  const body = method === 'POST' ? { body: new Uint8Array(await buffer(incoming)) } : {};
  const init = { method, headers: toHeaders(incoming), ...body };
  const request = new Request(`http://localhost:3000${url}`, init);
  const answer = handler ? await handler(request) : new Response(null, { status: 404 });
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) {
    if (name !== 'set-cookie') response.setHeader(name, value);
  }
  response.setHeader('set-cookie', answer.headers.getSetCookie());
  response.end(Buffer.from(await answer.arrayBuffer()));
}

function toHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  return headers;
}

const system = (tenantId: TenantId) => Actor.system(tenantId, 'self-test');

describeOnBothDatabases('the attack suite', (getDb) => {
  let server: Server;
  let port: LoopbackPort;
  let tenantId: TenantId;
  let publicUrl: string;
  let keys: TestKeys;

  beforeAll(async () => {
    const body = { maxBytes: 1024 * 1024, timeoutMs: 400 };
    server = createHttpServer(handle, { trustedProxies: [], body });
    await listen(server, 0, '127.0.0.1');
    const { port: number } = (server as NetServer).address() as AddressInfo;
    const opened = await openLoopbackPort({ host: '127.0.0.1', port: number }, { hearsLog: true });
    if (!opened) throw new Error('Nobody answers');
    port = opened;
    keys = await makeTestKeys(new Date());
  });

  afterAll(async () => {
    await port.close();
    server.closeAllConnections();
    await drain(server, 0);
  });

  beforeEach(async () => {
    await getDb().rateLimit.deleteMany();
    const tenant = await buildTenant(getDb());
    await buildSigningKey(getDb(), tenant.id);
    tenantId = tenant.id;
    publicUrl = tenant.publicUrl;
    const neighbour = await buildTenant(getDb());
    await buildSigningKey(getDb(), neighbour.id);
    await buildApplication(getDb(), neighbour.id);
  });

  it.each(attackIds.map((id) => [id, attackTitles[id]] as const))('%s: %s', async (id) => {
    const [verdict] = await runSelfTest(system, tenantId, { port, keys, ids: [id] });
    expect(verdict).toMatchObject({ id, failure: null });
    expect(verdict?.tried).toBeGreaterThan(0);
  });

  it('leaves nothing behind but that it ran, and how', async () => {
    const before = await countRows(getDb());
    await runSelfTest(system, tenantId, { port, keys, ids: ['A29', 'C22', 'C24', 'C27', 'D4'] });
    expect(await countRows(getDb())).toEqual({ ...before, ...pairOfEvents });
    const events = await getDb().auditEvent.findMany({ orderBy: { sequence: 'asc' } });
    expect(events.map(({ action }) => action)).toEqual(['self_test.started', 'self_test.finished']);
    expect(events[1]?.changes).toMatchObject({
      ...{ passed: { after: 5 }, failed: { after: [] } },
      attacks: { after: expect.any(Number) as number },
    });
  });

  it('leaves nothing behind where it shares its address with others, nor at a neighbour', async () => {
    const before = await countRows(getDb());
    await useUpTraces(getDb(), tenantId, '127.0.0.1');
    const shared: LoopbackPort = {
      ...port,
      choosesAddresses: false,
      send: (request) => port.send({ ...request, from: '127.0.0.1' }),
    };
    const verdicts = await runSelfTest(system, tenantId, {
      ...{ port: shared, keys, ids: ['C14', 'C24'] },
    });
    expect(verdicts.map(({ failure }) => failure)).toEqual([null, null]);
    await getDb().rateLimit.deleteMany();
    expect(await countRows(getDb())).toEqual({ ...before, ...pairOfEvents });
  });

  it('says what a single tenant keeps it from trying', async () => {
    await getDb().application.deleteMany();
    await getDb().signingKey.deleteMany({ where: { tenantId: { not: tenantId } } });
    await getDb().tenant.deleteMany({ where: { id: { not: tenantId } } });
    const ids = ['C14', 'C24'] as const;
    const verdicts = await runSelfTest(system, tenantId, { port, keys, ids });
    expect(verdicts).toMatchObject([
      { failure: null, notTried: [expect.stringContaining('needs a second tenant')] },
      { failure: null, notTried: [expect.stringContaining('needs a second tenant')] },
    ]);
    const last = await getDb().auditEvent.findFirst({ orderBy: { sequence: 'desc' } });
    expect(last?.changes).toMatchObject({
      notTried: { after: [expect.any(String), expect.any(String)] },
    });
  });

  it('leaves nothing behind either when it is killed in the middle', async () => {
    const before = await countRows(getDb());
    let left = 12;
    const reached = new EventEmitter();
    const dying: LoopbackPort = {
      ...port,
      send: (request) => {
        left -= 1;
        if (left > 0) return port.send(request);
        reached.emit('silence');
        return new Promise(() => undefined);
      },
    };
    const silence = once(reached, 'silence');
    void runSelfTest(system, tenantId, { port: dying, keys, ids: ['C24'] });
    await silence;
    expect(await getDb().application.count({ where: { tenantId } })).toBe(5);
    const second = runSelfTest(system, tenantId, { port, keys, ids: ['D5'] });
    await expect(second).rejects.toThrow(
      expect.objectContaining({ code: 'operator.self_test_running' }) as Error,
    );
    const later = new Date(Date.now() + 121_000);
    expect(await removeAbandonedSelfTests(system, later)).toBe(1);
    await getDb().rateLimit.deleteMany();
    expect(await countRows(getDb())).toEqual({ ...before, ...pairOfEvents });
    const last = await getDb().auditEvent.findFirst({ orderBy: { sequence: 'desc' } });
    expect(last?.changes).toEqual({ outcome: { after: 'interrupted' } });
  });

  it('attacks nobody but this installation', async () => {
    const asked: string[] = [];
    const foreign: LoopbackPort = {
      ...port,
      send: (request) => {
        asked.push(request.target);
        return Promise.resolve({ status: 200, headers: {}, body: '<md:EntityDescriptor/>' });
      },
    };
    await expect(runSelfTest(system, tenantId, { port: foreign, keys })).rejects.toThrow(
      expect.objectContaining({ code: 'operator.no_server' }) as Error,
    );
    expect(asked).toEqual(['/saml/metadata']);
    expect(await getDb().selfTest.count()).toBe(0);
    expect(await getDb().auditEvent.count()).toBe(0);
  });

  it('tells when what is valid is refused, and when what is hostile is not', async () => {
    await getDb().application.deleteMany();
    const deaf: LoopbackPort = {
      ...port,
      send: async (request) => ({ ...(await port.send(request)), status: 200 }),
    };
    const [verdict] = await runSelfTest(system, tenantId, { port: deaf, keys, ids: ['C12'] });
    expect(verdict?.failure).toMatchObject({ expected: 'taken in', found: '200 ' });
    const lenient: LoopbackPort = {
      ...port,
      send: async (request) => {
        const answer = await port.send(request);
        const location = [`${publicUrl}/saml/sso/continue?id=x`];
        return answer.status === 400 ? { ...answer, status: 303, headers: { location } } : answer;
      },
    };
    const [other] = await runSelfTest(system, tenantId, { port: lenient, keys, ids: ['C12'] });
    expect(other?.failure).toMatchObject({
      ...{ attempt: 'another host', expected: 'an answer of the kind 4xx' },
    });
  });

  it('shows its applications and people to nobody', async () => {
    const leaseUntil = new Date(Date.now() + 60_000);
    const { id } = await getDb().selfTest.create({
      data: { tenantId, startedAt: new Date(), leaseUntil },
    });
    await makeTestWorld(tenantId, { selfTestId: id, id: 'B1', keys });
    const owner = buildPersonActor(tenantId);
    expect(await listApplications(owner)).toEqual([]);
    expect((await listUsers(owner, userListQuerySchema.parse({}))).users).toEqual([]);
    expect(await getDb().peopleCount.count()).toBe(0);
  });
});

/** The two events of a run, and what is counted of them. */
const pairOfEvents = { AuditEvent: 2, AuditChain: 1, AuditDailyCount: 2 };

/** How many rows each table has. */
async function countRows(db: Parameters<typeof buildTenant>[0]): Promise<Record<string, number>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ count: number }[]>(
      `SELECT count(*)::int AS "count" FROM "${name}"`,
    );
    counts[name] = rows[0]?.count ?? 0;
  }
  return counts;
}
