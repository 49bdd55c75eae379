import { beforeEach, expect, it } from 'vitest';
import { Actor } from '@/lib/auth/actor';
import { findTenantByHost } from '@/lib/auth/tenant';
import { overrideConfigForTests } from '@/lib/config/config';
import { readSigningKeySecret } from '@/lib/db/signing-keys';
import type { TenantId } from '@/lib/shared/tenant-id';
import { beginSetup } from '@/lib/services/setup/begin-setup';
import { completeSetup } from '@/lib/services/setup/complete-setup';
import { createSetupLink } from '@/lib/services/setup/create-setup-link';
import { findOpenSetup } from '@/lib/services/setup/find-open-setup';
import { buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { createSoftwareAuthenticator } from '@/lib/testing/software-authenticator';
import { createOwnerLink } from '@/lib/services/operator/create-owner-link';
import { createTenant } from '@/lib/services/operator/create-tenant';
import { getTenantByUrl, listAllTenants } from '@/lib/services/operator/list-tenants';

const browserHash = 'b'.repeat(64);
const system = (tenantId: TenantId) => Actor.system(tenantId, 'command line: tenant create');
const details = {
  tenantName: 'ignored here',
  firstName: 'Bea',
  lastName: 'Boss',
  email: 'bea@b.example.com',
};

describeOnBothDatabases('a further tenant', (getDb) => {
  beforeEach(() => overrideConfigForTests({ baseUrl: 'http://localhost:3000' }));

  const make = (url = 'http://b.localhost:3000', name = 'Bravo') =>
    createTenant(system, { name, url }, new Date());
  const tokenOf = (url: string) => url.split('/').at(-1) ?? '';

  async function becomeOwner(url: string, login = details.email) {
    const { host, origin } = new URL(url);
    const token = tokenOf(url);
    const owner = { ...details, email: login };
    const options = await beginSetup({ token, host, details: owner, browserHash, ip: null });
    const { challenge, user } = options;
    const response = createSoftwareAuthenticator().register({
      origin,
      challenge,
      userHandle: user.id,
    });
    const actorOf = (tenantId: TenantId) =>
      Actor.anonymous(tenantId, { ip: '192.0.2.1', userAgent: 'Test' }, null);
    return completeSetup({ token, host, response, browserHash, actorOf });
  }

  it('is made with a signing key of its own, and recorded by the system', async () => {
    await buildTenant(getDb());
    const { id, publicUrl, ownerLink } = await make('HTTP://B.localhost:3000/');
    expect(publicUrl).toBe('http://b.localhost:3000');
    expect(ownerLink.url).toMatch(/^http:\/\/b\.localhost:3000\/setup\/[\w-]{43}$/);
    const key = await getDb().signingKey.findFirstOrThrow({ where: { tenantId: id } });
    expect(await readSigningKeySecret(getDb(), id, key.id)).toBeInstanceOf(Buffer);
    const events = await getDb().auditEvent.findMany({ where: { tenantId: id } });
    expect(events.map(({ action }) => action).sort()).toEqual([
      'certificate.created',
      'owner_link.created',
      'tenant.created',
    ]);
    expect(new Set(events.map(({ actorLabel }) => actorLabel))).toEqual(
      new Set(['command line: tenant create']),
    );
    expect(await getDb().auditEvent.count({ where: { tenantId: { not: id } } })).toBe(0);
  });

  it.each([
    ['http://id.example.com', 'must begin with https://'],
    ['https://id.example.com/path', 'must be an origin only'],
    ['https://user@id.example.com', 'must be an origin only'],
    ['https://192.0.2.1', 'must use a host name'],
    ['id.example.com', 'must be a URL'],
  ])('is refused at %s, which %s', async (url, reason) => {
    await buildTenant(getDb());
    await expect(make(url)).rejects.toThrow(reason);
  });

  it('is refused on a host that another one has, also under the other scheme', async () => {
    await buildTenant(getDb(), { publicUrl: 'https://b.localhost:3000' });
    await expect(make()).rejects.toMatchObject({ code: 'operator.tenant_exists' });
    expect(await getDb().tenant.count()).toBe(1);
  });

  it('is refused before the first run is over', async () => {
    await expect(make()).rejects.toMatchObject({ code: 'operator.no_first_tenant' });
  });

  it('G1: its link works on its own host only, once, and makes an owner there alone', async () => {
    const first = await buildTenant(getDb(), { publicUrl: 'http://localhost:3000' });
    await buildUser(getDb(), first.id, { role: 'OWNER' });
    const { id, ownerLink } = await make();
    const token = tokenOf(ownerLink.url);
    expect(await findOpenSetup({ token, host: 'localhost:3000' })).toBeNull();
    expect(await findOpenSetup({ token, host: null })).toBeNull();
    expect(await findOpenSetup({ token, host: 'b.localhost:3000' })).toMatchObject({
      tenant: { id, name: 'Bravo' },
    });
    await becomeOwner(ownerLink.url);
    expect(await findOpenSetup({ token, host: 'b.localhost:3000' })).toBeNull();
    await expect(becomeOwner(ownerLink.url)).rejects.toMatchObject({ status: 404 });
    const owners = await getDb().user.findMany({ where: { role: 'OWNER', login: details.email } });
    expect(owners.map(({ tenantId }) => tenantId)).toEqual([id]);
    expect((await getDb().tenant.findUniqueOrThrow({ where: { id } })).name).toBe('Bravo');
  });

  it('G5: refuses a passkey made for another tenant', async () => {
    await buildTenant(getDb(), { publicUrl: 'http://localhost:3000' });
    const token = tokenOf((await make()).ownerLink.url);
    const host = 'b.localhost:3000';
    const { challenge, user } = await beginSetup({ token, host, details, browserHash, ip: null });
    const ceremony = { origin: 'http://localhost:3000', challenge, userHandle: user.id };
    const response = createSoftwareAuthenticator().register(ceremony);
    const attempt = completeSetup({ token, host, response, browserHash, actorOf: system });
    await expect(attempt).rejects.toMatchObject({ code: 'auth.passkey_refused' });
  });

  it('keeps its link when the server starts again, which replaces only that of the first run', async () => {
    const first = await buildTenant(getDb());
    const { ownerLink } = await make();
    await createSetupLink(new Date());
    await buildUser(getDb(), first.id, { role: 'OWNER' });
    await createSetupLink(new Date());
    const host = 'b.localhost:3000';
    expect(await findOpenSetup({ token: tokenOf(ownerLink.url), host })).not.toBeNull();
  });

  it('gets one more owner by a new link, which replaces the one before', async () => {
    await buildTenant(getDb());
    const { id, ownerLink } = await make();
    await becomeOwner(ownerLink.url);
    const actor = Actor.system(id, 'command line: owner-link');
    const earlier = await createOwnerLink(actor, new Date());
    const later = await createOwnerLink(actor, new Date());
    await expect(becomeOwner(earlier.url, 'x@b.example.com')).rejects.toMatchObject({
      status: 404,
    });
    await expect(becomeOwner(later.url)).rejects.toMatchObject({ code: 'users.login_taken' });
    await becomeOwner(later.url, 'second@b.example.com');
    expect(await getDb().user.count({ where: { tenantId: id, role: 'OWNER' } })).toBe(2);
  });

  it('is listed with how many people it has, and found by its URL', async () => {
    const first = await buildTenant(getDb(), { name: 'Alpha', publicUrl: 'https://a.example.com' });
    await buildUser(getDb(), first.id);
    await make();
    const tenants = await listAllTenants();
    expect(tenants.map(({ name, people, owners }) => [name, people, owners])).toEqual([
      ['Alpha', 1, 0],
      ['Bravo', 0, 0],
    ]);
    expect((await getTenantByUrl('https://A.example.com/')).id).toBe(first.id);
    await expect(getTenantByUrl('https://c.example.com')).rejects.toMatchObject({ status: 404 });
  });

  it('D5: is chosen by the exact host alone', async () => {
    const first = await buildTenant(getDb(), { publicUrl: 'http://localhost:3000' });
    const second = await make();
    expect((await findTenantByHost('localhost:3000'))?.id).toBe(first.id);
    expect((await findTenantByHost('B.LOCALHOST:3000'))?.id).toBe(second.id);
    for (const forged of ['b.localhost', 'x.b.localhost:3000', 'b.localhost:3001', '', null]) {
      expect(await findTenantByHost(forged)).toBeNull();
    }
  });
});
