import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Actor } from '@/lib/auth/actor';
import { config, overrideConfigForTests } from '@/lib/config/config';
import { readSigningKeySecret } from '@/lib/db/signing-keys';
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { createSoftwareAuthenticator } from '@/lib/testing/software-authenticator';
import { beginSetup } from './begin-setup';
import { completeSetup } from './complete-setup';
import { createSetupLink } from './create-setup-link';
import { findOpenSetup } from './find-open-setup';

const host = 'localhost:3000';
const browserHash = 'b'.repeat(64);
const details = {
  tenantName: 'Acme',
  firstName: 'Olivia',
  lastName: 'Owner',
  email: 'olivia@acme.example.com',
};
const actorOf = (tenantId: TenantId) =>
  Actor.anonymous(tenantId, { ip: '192.0.2.1', userAgent: 'Test' }, null);
const invalid = { code: 'auth.link_invalid', status: 404 };

describeOnBothDatabases('the first run', (getDb) => {
  let token: string;

  beforeEach(async () => {
    overrideConfigForTests({ baseUrl: 'http://localhost:3000' });
    token = await newLink();
  });

  afterEach(() => {
    vi.useRealTimers();
    overrideConfigForTests();
  });

  async function newLink(): Promise<string> {
    const link = await createSetupLink(new Date());
    return link?.url.split('/').at(-1) ?? '';
  }

  async function answer(bend: { origin?: string } = {}) {
    const options = await beginSetup({ token, host, details, browserHash, ip: null });
    const ceremony = { origin: bend.origin ?? config().baseUrl, challenge: options.challenge };
    return createSoftwareAuthenticator().register({ ...ceremony, userHandle: options.user.id });
  }

  it('creates tenant, owner, passkey, signing key and session in one go', async () => {
    const response = await answer();
    const session = await completeSetup({ token, host, response, browserHash, actorOf });
    const db = getDb();
    const tenant = await db.tenant.findFirstOrThrow();
    expect(tenant).toMatchObject({ name: 'Acme', publicUrl: 'http://localhost:3000' });
    const owner = await db.user.findFirstOrThrow();
    expect(owner).toMatchObject({ role: 'OWNER', login: details.email, email: details.email });
    expect(await db.session.findFirstOrThrow()).toMatchObject({ id: session.id, userId: owner.id });
    expect(await db.authenticator.count({ where: { userId: owner.id } })).toBe(1);
    const key = await db.signingKey.findFirstOrThrow();
    expect(key.status).toBe('ACTIVE');
    expect(await readSigningKeySecret(db, asTenantId(tenant.id), key.id)).toBeInstanceOf(Buffer);
    const actions = (await db.auditEvent.findMany()).map(({ action }) => action).sort();
    expect(actions).toEqual(['certificate.created', 'tenant.created', 'user.created']);
  });

  it('uses the link up', async () => {
    await completeSetup({ token, host, response: await answer(), browserHash, actorOf });
    expect((await findOpenSetup({ token, host })) !== null).toBe(false);
    await expect(beginSetup({ token, host, details, browserHash, ip: null })).rejects.toMatchObject(
      invalid,
    );
    expect(await createSetupLink(new Date())).toBeNull();
  });

  it('makes one tenant when the link is answered twice at once', async () => {
    const responses = [await answer(), await answer()];
    const attempts = await Promise.allSettled(
      responses.map((response) => completeSetup({ token, host, response, browserHash, actorOf })),
    );
    expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await getDb().tenant.count()).toBe(1);
  });

  it('refuses a link of an earlier start, also when the ceremony had begun', async () => {
    const response = await answer();
    await newLink();
    expect((await findOpenSetup({ token, host })) !== null).toBe(false);
    const late = completeSetup({ token, host, response, browserHash, actorOf });
    await expect(late).rejects.toMatchObject(invalid);
    expect(await getDb().tenant.count()).toBe(0);
  });

  it('refuses a link after an hour', async () => {
    vi.useFakeTimers({ now: Date.now() + 3_601_000, toFake: ['Date'] });
    expect((await findOpenSetup({ token, host })) !== null).toBe(false);
  });

  it('G5: refuses a passkey of another origin and creates nothing', async () => {
    const response = await answer({ origin: 'http://localhost:4000' });
    const attempt = completeSetup({ token, host, response, browserHash, actorOf });
    await expect(attempt).rejects.toMatchObject({ code: 'auth.passkey_refused' });
    expect(await getDb().tenant.count()).toBe(0);
    expect((await findOpenSetup({ token, host })) !== null).toBe(true);
  });
});
