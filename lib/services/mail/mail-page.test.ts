import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { overrideConfigForTests } from '@/lib/config/config';
import { inTransaction } from '@/lib/db/database';
import { queueMail } from '@/lib/db/outgoing-mails';
import { mailListQuerySchema } from '@/lib/schemas/mail';
import { listenForMail } from '@/lib/shared/mail-signal';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { startSmtpServer } from '@/lib/testing/smtp-server';
import { getMailPage } from './get-mail-page';
import { retryMail } from './retry-mail';
import { sendTestMail } from './send-test-mail';

function setSmtp(url: string): void {
  overrideConfigForTests({ smtp: { url, from: 'AdminX <adminx@example.com>' } });
}

const filter = (query: Record<string, string> = {}) => mailListQuerySchema.parse(query);

describeOnBothDatabases('the page of mail', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let owner: Actor;
  let userId: string;

  beforeEach(async () => {
    setSmtp('smtps://portal:s3cret-word@mail.example.com');
    tenant = await buildTenant(getDb());
    userId = (await buildUser(getDb(), tenant.id, { login: 'owner@example.com' })).id;
    owner = buildPersonActor(tenant.id, { userId });
  });

  afterEach(() => {
    overrideConfigForTests();
    listenForMail(null);
  });

  const actorOf = (role: 'ADMIN' | 'SUPPORT' | 'AUDITOR' | 'NONE') =>
    buildPersonActor(tenant.id, { role });

  async function queue(toAddress: string, tenantId = tenant.id): Promise<string> {
    const content = { subject: 'S', text: 'the words of the message', html: '<p>H</p>' };
    await inTransaction((tx) =>
      queueMail(tx, tenantId, { kind: 'invitation', toAddress, userId, content }),
    );
    const row = await getDb().outgoingMail.findFirstOrThrow({ where: { toAddress } });
    return row.id;
  }

  it('tells how mail leaves, and never the password', async () => {
    const page = await getMailPage(owner, filter());
    expect(page.settings).toEqual({
      host: 'mail.example.com',
      port: 465,
      isTlsFromStart: true,
      user: 'portal',
      from: 'AdminX <adminx@example.com>',
    });
    expect(JSON.stringify(page)).not.toContain('s3cret-word');
  });

  it('says that mail is not set up', async () => {
    overrideConfigForTests({ smtp: null });
    expect((await getMailPage(owner, filter())).settings).toBeNull();
    await expect(sendTestMail(owner)).rejects.toMatchObject({ code: 'mail.not_configured' });
  });

  it('lists messages without what they say', async () => {
    await queue('ada@example.com');
    const page = await getMailPage(owner, filter());
    expect(page.mails).toMatchObject([
      { toAddress: 'ada@example.com', about: 'Invitation', state: 'waiting', userId, attempts: 0 },
    ]);
    expect(page.waitingCount).toBe(1);
    expect(JSON.stringify(page)).not.toContain('the words of the message');
  });

  it('does not lead to a person who was deleted', async () => {
    await queue('ada@example.com');
    await getDb().user.delete({ where: { id: userId } });
    expect((await getMailPage(owner, filter())).mails[0]?.userId).toBeNull();
  });

  it('finds by the beginning of the address and by state, taking signs for what they are', async () => {
    await queue('ada@example.com');
    await queue('grace@example.com');
    const found = async (query: Record<string, string>) =>
      (await getMailPage(owner, filter(query))).mails.map(({ toAddress }) => toAddress);
    expect(await found({ q: 'GRA' })).toEqual(['grace@example.com']);
    expect(await found({ q: '%' })).toEqual([]);
    expect(await found({ state: 'waiting' })).toHaveLength(2);
    expect(await found({ state: 'failed' })).toEqual([]);
    expect(await found({ state: 'nonsense' })).toHaveLength(2);
  });

  it.each(['newest', 'oldest'])('goes through all pages, %s first', async (sort) => {
    const createdAt = new Date('2026-11-23T10:00:00Z');
    await getDb().outgoingMail.createMany({
      data: Array.from({ length: 120 }, (_, index) => ({
        tenantId: tenant.id,
        kind: 'invitation',
        toAddress: `p${String(index)}@example.com`,
        status: 'SENT' as const,
        masterKeyId: 'k',
        nextAttemptAt: createdAt,
        createdAt: new Date(createdAt.getTime() + Math.floor(index / 7)),
      })),
    });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await getMailPage(owner, filter({ sort, ...(after ? { after } : {}) }));
      seen.push(...page.mails.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  });

  it('takes a cursor somebody made up for the first page', async () => {
    await queue('ada@example.com');
    const page = await getMailPage(owner, filter({ after: "x'; DROP TABLE" }));
    expect(page.mails).toHaveLength(1);
  });

  it('has a waiting message tried now, and audits it', async () => {
    const id = await queue('ada@example.com');
    const later = new Date(Date.now() + 3_600_000);
    await getDb().outgoingMail.update({ where: { id }, data: { nextAttemptAt: later } });
    let calls = 0;
    listenForMail(() => (calls += 1));
    await retryMail(owner, id);
    expect(calls).toBe(1);
    const row = await getDb().outgoingMail.findUniqueOrThrow({ where: { id } });
    expect(row.nextAttemptAt.getTime()).toBeLessThanOrEqual(Date.now());
    const events = await getDb().auditEvent.findMany();
    expect(events).toMatchObject([{ action: 'mail.retried', targetLabel: 'ada@example.com' }]);
  });

  it('does not try a message again that was sent', async () => {
    const id = await queue('ada@example.com');
    await getDb().outgoingMail.update({ where: { id }, data: { status: 'SENT' } });
    await expect(retryMail(owner, id)).rejects.toMatchObject({ code: 'mail.not_waiting' });
  });

  it('sends a test message to oneself and tells what the server said', async () => {
    const server = await startSmtpServer();
    setSmtp(`smtp://127.0.0.1:${String(server.port)}`);
    const answer = await sendTestMail(owner);
    expect(answer).toMatchObject({ isAccepted: true, toAddress: 'owner@example.com' });
    expect(answer.words).toMatch(/^250 /);
    expect(server.deliveries[0]?.to).toEqual(['owner@example.com']);
    await server.close();
    const dead = await sendTestMail(owner);
    expect(dead).toMatchObject({ isAccepted: false });
    expect(dead.words).toMatch(/^Nothing accepts connections/);
    expect(await getDb().outgoingMail.count()).toBe(0);
  });

  it('G2: lets support and auditors read, and only owners and admins act', async () => {
    const id = await queue('ada@example.com');
    const forbidden = { code: 'request.forbidden' };
    for (const role of ['SUPPORT', 'AUDITOR'] as const) {
      await expect(getMailPage(actorOf(role), filter())).resolves.toBeTruthy();
      await expect(retryMail(actorOf(role), id)).rejects.toMatchObject(forbidden);
      await expect(sendTestMail(actorOf(role))).rejects.toMatchObject(forbidden);
    }
    await expect(getMailPage(actorOf('NONE'), filter())).rejects.toMatchObject(forbidden);
    await expect(retryMail(actorOf('ADMIN'), id)).resolves.toBeUndefined();
  });

  it('G1: shows and retries nothing of another tenant', async () => {
    const other = await buildTenant(getDb());
    const id = await queue('theirs@example.com', other.id);
    const page = await getMailPage(owner, filter());
    expect(page).toMatchObject({ mails: [], waitingCount: 0 });
    await expect(retryMail(owner, id)).rejects.toMatchObject({ code: 'mail.not_found' });
  });
});
