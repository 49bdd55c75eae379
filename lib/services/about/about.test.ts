import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordAudit } from '@/lib/audit/record-audit';
import { overrideConfigForTests } from '@/lib/config/config';
import { inTransaction } from '@/lib/db/database';
import { buildAnonymousActor, buildPersonActor, buildTenant } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { getAbout } from './get-about';

const coded = (code: string) => expect.objectContaining({ code }) as Error;

describeOnBothDatabases('about', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;

  beforeEach(async () => {
    overrideConfigForTests({
      smtp: { url: 'smtps://portal:s3cret-word@mail.example.com', from: 'a@example.com' },
      databaseUrl: 'postgres://adminx:s3cret-word@db.example.com/adminx',
      masterKey: Buffer.alloc(32, 7),
    });
    tenant = await buildTenant(getDb());
    await getDb().installation.createMany({
      data: [{ masterKeyId: 'key-of-test' }],
      skipDuplicates: true,
    });
  });

  afterEach(() => {
    overrideConfigForTests();
  });

  const about = (tenantId = tenant.id, role: 'SUPPORT' | 'NONE' = 'SUPPORT') =>
    getAbout(buildPersonActor(tenantId, { role }), new Date());

  async function verify(tenantId: typeof tenant.id, result: string): Promise<void> {
    const actor = buildPersonActor(tenantId, { login: 'ada@example.com' });
    const target = { type: 'tenant', id: tenantId, label: 'Event log' };
    await inTransaction((tx) =>
      recordAudit(tx, actor, 'audit.verified', target, { result: { after: result } }),
    );
  }

  it('tells what runs here, and where it is reached', async () => {
    const facts = await about();
    expect(facts).toMatchObject({
      release: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      database: {
        version: expect.stringMatching(/^\d+/) as string,
        latestMigration: expect.stringMatching(/^\d{14}_/) as string,
        openMigrationCount: 0,
      },
      addresses: {
        publicUrl: tenant.publicUrl,
        entityId: `${tenant.publicUrl}/saml/metadata`,
      },
      mail: { server: 'mail.example.com:465', waitingCount: 0, failedCount: 0 },
      verification: null,
    });
    expect(Date.parse(facts.startedAt)).toBeLessThan(Date.now());
  });

  it('holds no password and no key', async () => {
    const text = JSON.stringify(await about());
    expect(text).not.toContain('s3cret-word');
    expect(text).not.toContain(Buffer.alloc(32, 7).toString('base64'));
    expect(text).not.toContain(Buffer.alloc(32, 7).toString('hex'));
  });

  it('tells of the last verification of the event log and who asked for it', async () => {
    await verify(tenant.id, 'not whole');
    await verify(tenant.id, 'whole');
    const { verification } = await about();
    expect(verification).toMatchObject({ isWhole: true, by: 'ada@example.com' });
  });

  it('G1: says nothing of another tenant', async () => {
    const other = await buildTenant(getDb());
    await verify(other.id, 'not whole');
    const text = JSON.stringify(await about());
    expect(text).not.toContain(other.publicUrl);
    expect((await about()).verification).toBeNull();
  });

  it('G2: refuses people without a role and people who are not signed in', async () => {
    await expect(about(tenant.id, 'NONE')).rejects.toThrow(coded('request.forbidden'));
    await expect(getAbout(buildAnonymousActor(tenant.id), new Date())).rejects.toThrow(
      coded('auth.sign_in_required'),
    );
  });
});
