/** The message that a signing certificate ends soon. */
import type { MailContent } from '@/lib/shared/mail-content';
import { formatMoment } from './format-moment';
import { buildFramedMail } from './frame';

/** What the reminder says. */
export interface CertificateExpiringMailInput {
  readonly displayName: string;
  readonly tenantName: string;
  /** Whole days until the end, at least 0. */
  readonly daysLeft: number;
  readonly expiresAt: Date;
  /** SHA-256, as people compare it. */
  readonly fingerprint: string;
  /** How many applications trust it. */
  readonly applicationCount: number;
  /** Origin of the tenant. */
  readonly portalUrl: string;
}

/** Writes the reminder that goes to owners and admins. */
export function buildCertificateExpiringMail(input: CertificateExpiringMailInput): MailContent {
  const { displayName, tenantName, daysLeft, applicationCount } = input;
  const left = daysLeft === 1 ? '1 day' : `${daysLeft} days`;
  return buildFramedMail({
    subject: `The signing certificate of ${tenantName} ends in ${left}`,
    tenantName,
    displayName,
    blocks: [
      {
        kind: 'text',
        text: `The certificate that ${tenantName} signs its sign-ins with ends in ${left}. After that, applications that check its dates refuse every sign-in.`,
      },
      {
        kind: 'facts',
        facts: [
          ['Ends', formatMoment(input.expiresAt)],
          ['SHA-256', input.fingerprint],
          ['Applications that trust it', String(applicationCount)],
        ],
      },
      {
        kind: 'text',
        text: 'Plan the change of the certificate with the administrators of these applications, and give them the new one before the old one ends.',
      },
      { kind: 'link', label: 'Open Federation', url: `${input.portalUrl}/federation` },
    ],
    footer:
      'Owners and admins get this reminder 60, 30, 14, 7 and 1 days before a certificate ends.',
  });
}
