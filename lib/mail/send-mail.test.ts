import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { overrideConfigForTests } from '@/lib/config/config';
import { startTestProcess } from '@/lib/testing/child-process';
import { startSmtpServer, type TestSmtpServer } from '@/lib/testing/smtp-server';
import { buildInvitationMail } from './invitation-mail';
import type { MailAnswer } from './mail-answer';
import { isMailConfigured, sendMail, type Mail } from './send-mail';

let server: TestSmtpServer;

const mail: Mail = {
  id: '01900000-0000-7000-8000-000000000000',
  to: 'ada@example.com',
  ...buildInvitationMail({
    displayName: 'Ada',
    tenantName: 'Acme & Sons',
    url: `https://id.example.com/enrol/${'t'.repeat(43)}`,
    expiresAt: new Date('2026-11-26T10:30:00Z'),
  }),
};

function setSmtp(url: string): void {
  overrideConfigForTests({ smtp: { url, from: 'AdminX <adminx@example.com>' } });
}

async function restart(options: Parameters<typeof startSmtpServer>[0]): Promise<void> {
  await server.close();
  server = await startSmtpServer(options);
  setSmtp(`smtp://127.0.0.1:${server.port}`);
}

function refusal(message: string, responseCode: number): Error {
  return Object.assign(new Error(message), { responseCode });
}

beforeEach(async () => {
  server = await startSmtpServer();
  setSmtp(`smtp://127.0.0.1:${server.port}`);
});

afterEach(async () => {
  overrideConfigForTests();
  await server.close();
});

describe('mail', () => {
  it('arrives at the one recipient, from the configured sender, as text and as HTML', async () => {
    expect(await sendMail(mail)).toMatchObject({ isAccepted: true });
    expect(server.deliveries).toHaveLength(1);
    const [delivery] = server.deliveries;
    expect(delivery).toMatchObject({ from: 'adminx@example.com', to: ['ada@example.com'] });
    expect(delivery?.source).toContain('Subject: Set up your sign-in for Acme & Sons');
    expect(delivery?.source).toMatch(/Content-Type: multipart\/alternative/);
    expect(delivery?.source).toContain('Content-Type: text/plain');
    expect(delivery?.source).toContain('Content-Type: text/html');
    expect(delivery?.source).toContain(`Message-ID: <${mail.id}@example.com>`);
    expect(delivery?.source).toContain('Auto-Submitted: auto-generated');
  });

  it('uses the user and password of the URL', async () => {
    setSmtp(`smtp://portal:p%40ss%20word@127.0.0.1:${server.port}`);
    await sendMail(mail);
    expect(server.deliveries[0]?.user).toBe('portal');
  });

  it('says that the password was refused, and not the password', async () => {
    setSmtp(`smtp://portal:very-wrong@127.0.0.1:${server.port}`);
    const answer = await sendMail(mail);
    expect(answer).toMatchObject({
      isAccepted: false,
      isPermanent: false,
      isServerProblem: true,
      words: expect.stringMatching(/refused the user name or password .* 535 /) as string,
    });
    expect(JSON.stringify(answer)).not.toContain('very-wrong');
    expect(server.deliveries).toEqual([]);
  });

  it.each<[string, 'onRcptTo' | 'onMailFrom' | 'onConnect', number, Partial<MailAnswer>]>([
    ['a recipient for good', 'onRcptTo', 550, { isPermanent: true, isServerProblem: false }],
    ['a recipient for now', 'onRcptTo', 451, { isPermanent: false, isServerProblem: false }],
    ['the sender', 'onMailFrom', 550, { isPermanent: false, isServerProblem: true }],
    ['the sender until sign-in', 'onMailFrom', 530, { isPermanent: false, isServerProblem: true }],
    ['everybody', 'onConnect', 554, { isPermanent: false, isServerProblem: true }],
  ])('tells in the words of the server that it refuses %s', async (_what, event, code, kind) => {
    const refuse = (...args: unknown[]) => {
      (args.at(-1) as (error: Error) => void)(refusal('5.1.1 No such box\r\nX: y', code));
    };
    await restart({ [event]: refuse });
    const answer = await sendMail(mail);
    expect(answer).toMatchObject({ isAccepted: false, ...kind });
    expect(answer.words).toContain(`${code} 5.1.1 No such box`);
    expect(answer.words).not.toMatch(/[\r\n]/);
  });

  it('cannot be given further recipients or headers through address and subject', async () => {
    await sendMail({
      ...mail,
      to: 'ada@example.com\r\nBcc: eve@example.com',
      subject: 'Hello\r\nBcc: eve@example.com',
    });
    expect(server.deliveries.flatMap(({ to }) => to)).not.toContain('eve@example.com');
    expect(server.deliveries.map(({ source }) => source).join('\n')).not.toMatch(/^Bcc:/im);
  });

  it('says that nothing listens where the server should be', async () => {
    const { port } = server;
    await server.close();
    expect(await sendMail(mail)).toMatchObject({
      isServerProblem: true,
      words: `Nothing accepts connections at 127.0.0.1:${port}.`,
    });
    server = await startSmtpServer();
  });

  it('is not configured without a server', async () => {
    overrideConfigForTests({ smtp: null });
    expect(isMailConfigured()).toBe(false);
    expect(await sendMail(mail)).toMatchObject({ isAccepted: false, isServerProblem: true });
  });
});

describe('a slow mail server', () => {
  it.each([
    ['never greets', { greets: false, drips: false }],
    ['says one byte at a time', { greets: true, drips: true }],
  ])('that %s is left after the time it has', async (_what, behaviour) => {
    const slow = createServer((socket) => {
      socket.on('error', () => undefined);
      if (!behaviour.greets) return;
      const timer = setInterval(() => socket.write('2'), 20);
      socket.on('close', () => {
        clearInterval(timer);
      });
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    setSmtp(`smtp://127.0.0.1:${(slow.address() as AddressInfo).port}`);
    const answer = await sendMail(mail, { connectMs: 300, answerMs: 300, totalMs: 600 });
    expect(answer).toMatchObject({ isAccepted: false, isServerProblem: true });
    expect(answer.words).toMatch(/did not answer in time/);
    slow.close();
  });
});

describe('a mail server that offers encryption', () => {
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'adminx-smtp-'));
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=mail'],
        ...['-addext', 'subjectAltName=IP:127.0.0.1'],
        ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
      ],
      { stdio: 'ignore' },
    );
    await restart({
      key: readFileSync(join(folder, 'key.pem')),
      cert: readFileSync(join(folder, 'cert.pem')),
      disabledCommands: [],
    });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is used with it when its certificate is trusted', async () => {
    const process = startTestProcess('lib/mail/testdata/send-one.ts', {
      variables: {
        ADMINX_SMTP_URL: `smtp://portal:p%40ss%20word@127.0.0.1:${server.port}`,
        ADMINX_SMTP_FROM: 'adminx@example.com',
        NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem'),
      },
    });
    expect(await process.waitForLine(/^answer/)).toContain('"isAccepted":true');
    expect(server.deliveries[0]).toMatchObject({ isEncrypted: true, user: 'portal' });
    await process.exited;
  });

  it('is given nothing when its certificate is not trusted', async () => {
    setSmtp(`smtp://portal:p%40ss%20word@127.0.0.1:${server.port}`);
    const answer = await sendMail(mail);
    expect(answer).toMatchObject({ isAccepted: false, isServerProblem: true });
    expect(answer.words).toMatch(/encrypted connection to .* failed: .*certificate/);
    expect(server.deliveries).toEqual([]);
  });
});
