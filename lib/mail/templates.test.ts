import { describe, expect, it } from 'vitest';
import type { MailContent } from '@/lib/shared/mail-content';
import { buildAuthenticatorRemovedMail, buildNewAuthenticatorMail } from './authenticator-mails';
import { buildCertificateExpiringMail } from './certificate-mail';
import { buildIntegrationMail } from './integration-mail';
import { buildInvitationMail } from './invitation-mail';
import {
  buildPasscodeIssuedMail,
  buildRecoveredMail,
  buildRecoveryLinkMail,
} from './recovery-mails';
import { buildTrialMail } from './trial-mail';

const when = new Date('2026-11-23T10:30:00Z');
const later = new Date('2026-11-26T10:30:00Z');

interface Values {
  readonly displayName: string;
  readonly tenantName: string;
  /** Everything else people can have written. */
  readonly other: string;
}

const plain: Values = {
  displayName: 'Ada Lovelace',
  tenantName: 'Acme & Sons',
  other: 'Work laptop',
};
const portalUrl = 'https://id.example.com';

const templates: Readonly<Record<string, (values: Values) => MailContent>> = {
  invitation: ({ displayName, tenantName }) =>
    buildInvitationMail({
      displayName,
      tenantName,
      url: `${portalUrl}/enrol/${'t'.repeat(43)}`,
      expiresAt: later,
    }),
  'new-authenticator': ({ other, ...values }) =>
    buildNewAuthenticatorMail({
      ...values,
      authenticatorName: other,
      when,
      where: 'Firefox on Linux, address 192.0.2.7',
      portalUrl,
    }),
  'authenticator-removed': ({ other, ...values }) =>
    buildAuthenticatorRemovedMail({
      ...values,
      authenticatorName: other,
      when,
      where: 'Firefox on Linux, address 192.0.2.7',
      portalUrl,
      byLogin: 'olivia@example.com',
    }),
  'passcode-issued': ({ other, ...values }) =>
    buildPasscodeIssuedMail({ ...values, issuedBy: other, when, expiresAt: later, portalUrl }),
  'recovery-link': ({ displayName, tenantName }) =>
    buildRecoveryLinkMail({ displayName, tenantName, when, expiresAt: later, portalUrl }),
  recovered: ({ other, ...values }) =>
    buildRecoveredMail({ ...values, means: 'recovery_code', when, where: other, portalUrl }),
  trial: ({ displayName, tenantName }) =>
    buildTrialMail({ displayName, tenantName, when, portalUrl }),
  'integration-failing': ({ other, ...values }) =>
    buildIntegrationMail({
      ...values,
      applicationName: other,
      reasons: [
        {
          title: `Okta no longer sends ${other} here`,
          why: 'Somebody switched off the rule in Okta.',
        },
      ],
      when,
      url: `${portalUrl}/applications/1`,
    }),
  'certificate-expiring': ({ other, ...values }) =>
    buildCertificateExpiringMail({
      ...values,
      daysLeft: 30,
      expiresAt: later,
      fingerprint: other,
      applicationCount: 2,
      portalUrl,
    }),
};

describe.each(Object.entries(templates))('the message "%s"', (name, build) => {
  it('reads as it was agreed, as text and as HTML', async () => {
    const { subject, text, html } = build(plain);
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`testdata/${name}.txt`);
    await expect(html).toMatchFileSnapshot(`testdata/${name}.html.golden`);
  });

  it('keeps each link alone on its line of the text', () => {
    for (const line of build(plain).text.split('\n')) {
      if (line.includes('://')) expect(line).toMatch(/^https:\/\/\S+$/);
    }
  });

  it('escapes every value in HTML', () => {
    const evil = '<img src=x onerror=alert(1)>"\'&';
    const { html } = build({ displayName: evil, tenantName: evil, other: evil });
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  });

  it('cannot be given further headers, lines or text that runs backwards', () => {
    const evil = 'Ada\r\nBcc: eve@example.com\r\n\r\nhttps://evil.example.com \u202Egnp.exe';
    const { subject, text } = build({ displayName: evil, tenantName: evil, other: evil });
    expect(subject).not.toMatch(/[\r\n\u202E]/);
    expect(text).not.toMatch(/^(?:Bcc|https:\/\/evil)/m);
    expect(text).not.toContain('\u202E');
  });

  it('cuts what is far too long', () => {
    const long = 'x'.repeat(5000);
    const { subject, text } = build({ displayName: long, tenantName: long, other: long });
    expect(subject.length).toBeLessThan(600);
    expect(text.length).toBeLessThan(5000);
  });
});

describe('a link of a message', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', 'not a link'])('is never %s', (url) => {
    const build = () =>
      buildInvitationMail({ displayName: 'Ada', tenantName: 'Acme', url, expiresAt: later });
    expect(build).toThrow();
  });
});
