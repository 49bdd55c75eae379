/** The message that brings a person their enrolment link. */
import type { MailContent } from '@/lib/shared/mail-content';
import { formatMoment } from './format-moment';
import { buildFramedMail } from './frame';

/** What the invitation says. */
export interface InvitationMailInput {
  readonly displayName: string;
  readonly tenantName: string;
  /** The single-use link. */
  readonly url: string;
  readonly expiresAt: Date;
}

/** Writes the invitation. The link stands alone on its line, so that it can be copied whole. */
export function buildInvitationMail(input: InvitationMailInput): MailContent {
  const { displayName, tenantName, url, expiresAt } = input;
  return buildFramedMail({
    subject: `Set up your sign-in for ${tenantName}`,
    tenantName,
    displayName,
    blocks: [
      {
        kind: 'text',
        text: `${tenantName} invites you to sign in with your face, fingerprint or security key instead of a password. It takes about a minute.`,
      },
      { kind: 'text', text: 'Open this link on the device you want to sign in with.' },
      { kind: 'link', label: 'Set up sign-in', url },
      {
        kind: 'text',
        text: `The link works once, until ${formatMoment(expiresAt)}. It is for you alone: do not pass it on.`,
      },
    ],
    footer: 'If you did not expect this message, leave the link alone and tell your help desk.',
  });
}
