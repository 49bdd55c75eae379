/** From the wizard's door: hostile domains that would receive the token, and do not (F1, F2). */
import { createPrivateKey } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { createOktaGateway } from '@/lib/okta/gateway';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { cancelRun } from './cancel-run';
import { checkRun } from './check-run';
import { getSetupRun } from './get-run';
import { setOktaEnvironmentForTests } from './okta-environment';
import { probeOrganisation } from './probe-organisation';
import { startSetupRun } from './start-run';

const token = `00${'plantedTokenForTests'.padEnd(40, 'x')}`;
const orgId = '00otivnuq1X5554yc1d7';
const [genuine, custom, thief] = ['acme.okta.com', 'sso.acme.example', 'thief.example'] as const;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A small internet: every host is a real https server of this machine. */
const hosts = new Map<string, { readonly port: number; readonly server: Server }>();
const answers = new Map<string, Answer>();
/** What every name resolves to. Nobody is ever contacted there: connections are led to the hosts above. */
const publicAddress = '8.8.8.8';
let address = publicAddress;
let received: { readonly host: string; readonly line: string; readonly all: string }[] = [];

const certificate = await createSigningCertificate({
  publicUrl: 'https://id.example.com',
  now: new Date(),
});

async function open(host: string): Promise<void> {
  const { privateKeyPkcs8, certificatePem: cert } = certificate;
  const key = createPrivateKey({ key: privateKeyPkcs8, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString();
  const server = createServer({ key, cert }, (request, response) => {
    const { method = '', url = '', headers } = request;
    received.push({ host, line: `${method} ${url}`, all: JSON.stringify([url, headers]) });
    const answer = answers.get(host);
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hosts.set(host, { port: (server.address() as AddressInfo).port, server });
}

/** Connections are looked up and checked as ever, and then led to the server of the host. */
function leadToHosts(): void {
  const connect = tls.connect.bind(tls) as (options: tls.ConnectionOptions) => tls.TLSSocket;
  const lead = (options: tls.ConnectionOptions): tls.TLSSocket => {
    const checked = options.lookup;
    const lookup: LookupFunction = (name, asked, done) =>
      checked?.(name, asked, (error) => {
        const here = [{ address: '127.0.0.1', family: 4 }];
        if (error) done(error, '');
        else if (asked.all === true) done(null, here);
        else done(null, '127.0.0.1', 4);
      });
    const port = hosts.get(options.host ?? '')?.port ?? 9;
    return connect({ ...options, port, lookup, rejectUnauthorized: false });
  };
  vi.spyOn(tls, 'connect').mockImplementation(lead as unknown as typeof tls.connect);
}

function json(response: ServerResponse, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

const saying =
  (href: string, id: string = orgId): Answer =>
  (_, response) =>
    json(response, { id, pipeline: 'idx', _links: { organization: { href } } });

const redirecting =
  (location: string): Answer =>
  (_, response) =>
    response.writeHead(302, { location }).end();

/** An organisation that answers as Okta does, apart from some paths. */
const organisation =
  (apart: Readonly<Record<string, Answer>> = {}): Answer =>
  (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const own = apart[path];
    if (own) own(request, response);
    else if (path.startsWith('/.well-known/')) saying(`https://${genuine}`)(request, response);
    else if (path.endsWith('/me')) {
      json(response, { id: '00u1', status: 'ACTIVE', profile: { login: 'a@acme.example' } });
    } else if (path.endsWith('/org')) json(response, { id: orgId, companyName: 'Acme' });
    else json(response, []);
  };

const nextAt =
  (href: string): Answer =>
  (_, response) =>
    json(response, [], { link: `<${href}>; rel="next"` });

const seenBy = (host: string) => received.filter((request) => request.host === host);

beforeAll(async () => {
  for (const host of [genuine, custom, thief]) await open(host);
});

afterAll(() => {
  for (const { server } of hosts.values()) {
    server.closeAllConnections();
    server.close();
  }
});

describeOnEmbeddedDatabase('the wizard and a hostile domain', (getDb) => {
  beforeEach(() => {
    received = [];
    answers.clear();
    answers.set(genuine, organisation());
    answers.set(thief, organisation());
    leadToHosts();
    const instantly = () => Promise.resolve();
    address = publicAddress;
    const resolve = () => Promise.resolve([{ address, family: 4 as const }]);
    setOktaEnvironmentForTests({
      gateway: createOktaGateway({ sandboxOrigin: null, resolve, pause: instantly }),
      now: () => new Date(),
      sleep: instantly,
      pause: instantly,
    });
  });

  afterEach(() => {
    vi.restoreAllMocks();
    setOktaEnvironmentForTests(null);
  });

  async function enter() {
    const tenant = await buildTenant(getDb());
    const { id: userId } = await buildUser(getDb(), tenant.id, { role: 'OWNER' });
    await insertSigningKey(getDb(), tenant.id, certificate);
    return buildPersonActor(tenant.id, { userId });
  }

  it.each([
    ['redirects to a foreign host', redirecting(`https://${thief}/.well-known/okta-organization`)],
    ['names a foreign host', saying(`https://${thief}`)],
    ['names a host that ends like a foreign one', saying(`https://${genuine}.${thief}`)],
    ['names a genuine host as user information', saying(`https://${genuine}@${thief}`)],
    ['names a genuine host at another port', saying(`https://${genuine}:8443`)],
    ['names a genuine host without encryption', saying(`http://${genuine}`)],
    ['names itself', saying(`https://${custom}`)],
    [
      'names the organisation of somebody else',
      saying(`https://${genuine}`, `00o${'B'.repeat(17)}`),
    ],
  ])('begins no run at a custom domain that %s', async (_how, answer) => {
    answers.set(custom, answer);
    const actor = await enter();
    const input = { domain: custom, orgId };
    await expect(probeOrganisation(actor, { domain: custom })).rejects.toThrow();
    await expect(startSetupRun(actor, input)).rejects.toThrow();
    expect(seenBy(custom)).toHaveLength(2);
    expect(seenBy(thief)).toEqual([]);
    expect(await getDb().setupRun.count({ where: { tenantId: actor.tenantId } })).toBe(0);
  });

  it('gives the token to the organisation alone that a custom domain stands for', async () => {
    answers.set(custom, saying(`https://${genuine}`));
    const actor = await enter();
    const { id, org } = await startSetupRun(actor, { domain: custom, orgId });
    expect(org).toMatchObject({ host: genuine });
    const asked = seenBy(custom).length;
    // From here on it may say what it likes: nobody asks it any more.
    answers.set(custom, redirecting(`https://${thief}/`));
    const run = await checkRun(actor, id, { token });
    expect(run.findings?.companyName).toBe('Acme');
    expect(seenBy(custom)).toHaveLength(asked);
    expect(seenBy(genuine).some(({ all }) => all.includes(token))).toBe(true);
    expect(JSON.stringify([seenBy(custom), seenBy(thief)])).not.toContain(token);
  });

  it('sends the token nowhere when the genuine name resolves to this machine later (rebinding)', async () => {
    const actor = await enter();
    const { id } = await startSetupRun(actor, { domain: genuine, orgId });
    const asked = received.length;
    address = '127.0.0.1';
    await expect(checkRun(actor, id, { token })).rejects.toMatchObject({
      code: 'net.address_forbidden',
    });
    expect(received).toHaveLength(asked);
  });

  it.each([
    ['redirects to a foreign host', '/api/v1/users/me', redirecting(`https://${thief}/api/v1/x`)],
    ['redirects to the custom domain', '/api/v1/org', redirecting(`https://${custom}/api/v1/org`)],
    [
      'goes on at a foreign host',
      '/api/v1/idps/credentials/keys',
      nextAt(`https://${thief}/api/v1/idps/credentials/keys?after=1`),
    ],
    ['goes on at another port', '/api/v1/idps', nextAt(`https://${genuine}:8443/api/v1/idps`)],
    ['goes on as somebody', '/api/v1/idps', nextAt(`https://${genuine}@${thief}/api/v1/idps`)],
  ])('sends the token nowhere when an answer %s', async (_how, path, answer) => {
    answers.set(custom, saying(`https://${genuine}`));
    answers.set(genuine, organisation({ [path]: answer }));
    const actor = await enter();
    const { id } = await startSetupRun(actor, { domain: custom, orgId });
    const asked = seenBy(custom).length;
    await expect(checkRun(actor, id, { token })).rejects.toMatchObject({
      code: 'okta.blocked_destination',
    });
    expect(seenBy(thief)).toEqual([]);
    expect(seenBy(custom)).toHaveLength(asked);
    expect(await getSetupRun(actor, id)).toMatchObject({ status: 'CONNECTED', findings: null });
    await cancelRun(actor, id, token);
    expect(seenBy(genuine).map(({ line }) => line)).toContain('DELETE /api/v1/api-tokens/current');
    expect(JSON.stringify([seenBy(custom), seenBy(thief)])).not.toContain(token);
  });
});
