import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Actor } from '@/lib/auth/actor';
import { overrideConfigForTests } from '@/lib/config/config';
import { inTransaction } from '@/lib/db/database';
import { queueMail, type NewMail } from '@/lib/db/outgoing-mails';
import type { MailAnswer, MailProblem } from '@/lib/mail/mail-answer';
import { listenForMail } from '@/lib/shared/mail-signal';
import type { TenantId } from '@/lib/shared/tenant-id';
import { buildTenant } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { startSmtpServer } from '@/lib/testing/smtp-server';
import { deliverMails } from './deliver-mails';
import { planNextAttempt } from './plan-next-attempt';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const accepted: MailAnswer = { isAccepted: true, words: '250 OK' };

function refused(problem: Partial<MailProblem>): MailAnswer {
  const none = { isPermanent: false, isServerProblem: false, words: '451 later' };
  return { isAccepted: false, ...none, ...problem };
}

function setSmtp(port: number): void {
  overrideConfigForTests({
    smtp: { url: `smtp://127.0.0.1:${port}`, from: 'AdminX <adminx@example.com>' },
  });
}

const message: NewMail = {
  kind: 'invitation',
  toAddress: 'ada@example.com',
  content: { subject: 'Hello', text: 'https://id.example.com/enrol/s3cret', html: '<p>Hello</p>' },
};

describeOnBothDatabases('the outbox', (getDb) => {
  let tenantId: TenantId;
  let start: number;

  beforeEach(async () => {
    ({ id: tenantId } = await buildTenant(getDb()));
    setSmtp(9);
    start = Date.now();
  });

  afterEach(() => {
    overrideConfigForTests();
    listenForMail(null);
  });

  const queue = (values: Partial<NewMail> = {}) =>
    inTransaction((tx) => queueMail(tx, tenantId, { ...message, ...values }));

  const deliver = (send: () => Promise<MailAnswer>, afterMs = 0) =>
    deliverMails({
      systemOf: (id) => Actor.system(id, 'mail delivery'),
      send,
      now: () => new Date(start + 1000 + afterMs),
    });

  const rows = () => getDb().outgoingMail.findMany({ orderBy: { createdAt: 'asc' } });

  it('keeps what a message says only encrypted, and not at all once it was sent', async () => {
    await queue();
    const [waiting] = await rows();
    expect(Buffer.from(waiting?.encryptedContent ?? []).toString('latin1')).not.toContain('s3cret');
    expect(await deliver(() => Promise.resolve(accepted))).toBe(1);
    const [sent] = await rows();
    expect(sent).toMatchObject({ status: 'SENT', encryptedContent: null, lastError: null });
  });

  it('does not open a content that was moved to another row', async () => {
    await queue();
    await queue({ toAddress: 'eve@example.com' });
    const [first, second] = await rows();
    await getDb().outgoingMail.update({
      where: { id: second?.id ?? '' },
      data: { encryptedContent: first?.encryptedContent ?? null },
    });
    const send = vi.fn(() => Promise.resolve(accepted));
    await deliver(send);
    expect(send).toHaveBeenCalledTimes(1);
    expect((await rows())[1]).toMatchObject({ status: 'WAITING', toAddress: 'eve@example.com' });
  });

  it('takes nothing without a mail server', async () => {
    overrideConfigForTests({ smtp: null });
    expect(await queue()).toBe(false);
    expect(await rows()).toEqual([]);
  });

  it('takes a message with the same once-key once', async () => {
    expect(await queue({ onceKey: 'certificate:1' })).toBe(true);
    expect(await queue({ onceKey: 'certificate:1' })).toBe(false);
    expect(await rows()).toHaveLength(1);
  });

  it('calls for delivery once the change is stored, and not when it is taken back', async () => {
    const seen: string[] = [];
    listenForMail(() => seen.push('called'));
    await inTransaction(async (tx) => {
      await queueMail(tx, tenantId, message);
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual(['called']);
    const failing = inTransaction(async (tx) => {
      await queueMail(tx, tenantId, message);
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');
    expect(seen).toEqual(['called']);
    expect(await rows()).toHaveLength(1);
  });

  it('is sent once when two replicas deliver at the same time', async () => {
    await queue();
    await queue({ toAddress: 'grace@example.com' });
    const send = vi.fn(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return accepted;
    });
    const sent = await Promise.all([deliver(send), deliver(send)]);
    expect(sent[0] + sent[1]).toBe(2);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('is due again when the process that had claimed it died', async () => {
    await queue();
    const died = deliver(() => Promise.reject(new Error('killed')));
    await expect(died).rejects.toThrow('killed');
    expect(await deliver(() => Promise.resolve(accepted))).toBe(0);
    expect(await deliver(() => Promise.resolve(accepted), 6 * minuteMs)).toBe(1);
  });

  it('tries again later when the mail server is down, and holds the others back', async () => {
    await queue();
    await queue({ toAddress: 'grace@example.com' });
    const down = vi.fn(() => Promise.resolve(refused({ isServerProblem: true, words: 'down' })));
    await deliver(down);
    expect(down).toHaveBeenCalledTimes(1);
    const [first] = await rows();
    expect(first).toMatchObject({ status: 'WAITING', attempts: 1, lastError: 'down' });
    expect(first?.nextAttemptAt.getTime()).toBe(start + 1000 + minuteMs);
    expect(await deliver(() => Promise.resolve(accepted), 2 * minuteMs)).toBe(2);
  });

  it('goes on with the others when one recipient is refused for good', async () => {
    await queue();
    await queue({ toAddress: 'grace@example.com' });
    const words = 'The mail server answered: 550 5.1.1 No such box';
    const send = vi
      .fn<() => Promise<MailAnswer>>()
      .mockResolvedValueOnce(refused({ isPermanent: true, words }))
      .mockResolvedValueOnce(accepted);
    expect(await deliver(send)).toBe(1);
    const [failed, sent] = await rows();
    expect(failed).toMatchObject({ status: 'FAILED', lastError: words, encryptedContent: null });
    expect(sent?.status).toBe('SENT');
    const events = await getDb().auditEvent.findMany();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      tenantId,
      action: 'mail.failed',
      actorKind: 'SYSTEM',
      targetLabel: 'ada@example.com',
      changes: { kind: { after: 'invitation' }, error: { after: words } },
    });
  });

  it('gives up when the message says nothing true any more', async () => {
    await queue({ uselessAfter: new Date(start + hourMs) });
    await deliver(() => Promise.resolve(refused({ words: '451 later' })));
    const send = vi.fn(() => Promise.resolve(accepted));
    await deliver(send, 2 * hourMs);
    expect(send).not.toHaveBeenCalled();
    const [failed] = await rows();
    expect(failed).toMatchObject({
      status: 'FAILED',
      lastError: '451 later',
      encryptedContent: null,
    });
  });

  it('gives up after three days', async () => {
    await queue();
    for (let hour = 0; hour <= 80; hour += 1) {
      await deliver(() => Promise.resolve(refused({})), hour * hourMs);
    }
    const [failed] = await rows();
    expect(failed?.status).toBe('FAILED');
    expect(failed?.attempts).toBeGreaterThan(10);
  });

  it('ends between two messages when the server stops', async () => {
    await queue();
    await queue();
    let sent = 0;
    await deliverMails({
      systemOf: (id) => Actor.system(id, 'mail delivery'),
      send: () => {
        sent += 1;
        return Promise.resolve(accepted);
      },
      isStopping: () => sent > 0,
      now: () => new Date(start + 1000),
    });
    expect(sent).toBe(1);
  });

  it('arrives later when the mail server was dead at first', async () => {
    const probe = await startSmtpServer();
    await probe.close();
    setSmtp(probe.port);
    await queue();
    const real = (afterMs: number) =>
      deliverMails({
        systemOf: (id) => Actor.system(id, 'mail delivery'),
        now: () => new Date(start + 1000 + afterMs),
      });
    expect(await real(0)).toBe(0);
    expect((await rows())[0]?.lastError).toMatch(/^Nothing accepts connections/);
    const back = await startSmtpServer({ port: probe.port });
    expect(await real(2 * minuteMs)).toBe(1);
    expect(back.deliveries[0]?.source).toContain('https://id.example.com/enrol/s3cret');
    await back.close();
  });
});

describe('the next attempt', () => {
  const createdAt = new Date('2026-11-23T10:00:00Z');
  const plan = (attempts: number, now = createdAt, uselessAfter: Date | null = null) =>
    planNextAttempt({ attempts, createdAt, uselessAfter }, now);

  it.each([
    [1, 1],
    [2, 5],
    [5, 60],
    [8, 360],
    [30, 360],
  ])('after %i tries waits %i minutes', (attempts, minutes) => {
    expect(plan(attempts)?.getTime()).toBe(createdAt.getTime() + minutes * minuteMs);
  });

  it('is never after the deadline, and none at it', () => {
    const uselessAfter = new Date(createdAt.getTime() + 3 * minuteMs);
    expect(plan(2, createdAt, uselessAfter)).toEqual(uselessAfter);
    expect(plan(3, uselessAfter, uselessAfter)).toBeNull();
    expect(plan(3, new Date(createdAt.getTime() + 72 * hourMs))).toBeNull();
  });
});
