import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { overrideConfigForTests } from '@/lib/config/config';
import { buildInvitationMail } from './invitation-mail';
import { isMailConfigured, sendMail } from './send-mail';

interface Delivery {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly source: string;
}

let server: SMTPServer;
let deliveries: Delivery[];

const invitation = buildInvitationMail({
  displayName: 'Ada <b>',
  tenantName: 'Acme & Sons',
  url: `https://id.example.com/enrol/${'t'.repeat(43)}`,
  expiresAt: new Date('2026-11-26T10:30:00Z'),
});

beforeEach(async () => {
  deliveries = [];
  server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, callback) => {
      if (auth.password === 'p@ss word') callback(null, { user: auth.username });
      else callback(new Error('Invalid username or password'));
    },
    onData: (stream, session, callback) => {
      void text(stream).then((source) => {
        const { mailFrom, rcptTo } = session.envelope;
        deliveries.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          user: session.user,
          source,
        });
        callback();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  useSmtp('');
});

afterEach(async () => {
  overrideConfigForTests();
  await new Promise<void>((resolve) => {
    server.close(resolve);
  });
});

function useSmtp(credentials: string): void {
  const { port } = server.server.address() as AddressInfo;
  overrideConfigForTests({
    smtp: { url: `smtp://${credentials}127.0.0.1:${port}`, from: 'AdminX <adminx@example.com>' },
  });
}

describe('mail', () => {
  it('arrives at the one recipient, from the configured sender, as text and as HTML', async () => {
    await sendMail({ to: 'ada@example.com', ...invitation });
    expect(deliveries).toHaveLength(1);
    expect(deliveries[0]).toMatchObject({ from: 'adminx@example.com', to: ['ada@example.com'] });
    const source = deliveries[0]?.source ?? '';
    expect(source).toContain('Subject: Set up your sign-in for Acme & Sons');
    expect(source).toContain('Content-Type: text/plain');
    expect(source).toContain('Content-Type: text/html');
  });

  it('uses the user and password of the URL', async () => {
    useSmtp('portal:p%40ss%20word@');
    await sendMail({ to: 'ada@example.com', ...invitation });
    expect(deliveries[0]?.user).toBe('portal');
  });

  it('fails with a public sentence when the server refuses the password', async () => {
    useSmtp('portal:wrong@');
    await expect(sendMail({ to: 'ada@example.com', ...invitation })).rejects.toMatchObject({
      code: 'runtime.mail_failed',
    });
    expect(deliveries).toEqual([]);
  });

  it('cannot be given further recipients or headers through address and subject', async () => {
    await sendMail({
      ...invitation,
      to: 'ada@example.com\r\nBcc: eve@example.com',
      subject: 'Hello\r\nBcc: eve@example.com',
    }).catch(() => undefined);
    expect(deliveries.flatMap(({ to }) => to)).not.toContain('eve@example.com');
    expect(deliveries.map(({ source }) => source).join('\n')).not.toMatch(/^Bcc:/im);
  });

  it('is not configured without a server', () => {
    overrideConfigForTests({ smtp: null });
    expect(isMailConfigured()).toBe(false);
  });
});
