/** The message that brings a person their enrolment link. */
import { escapeHtml } from './escape-html';
import type { MailContent } from './send-mail';

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
  const until = `${input.expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const paragraphs = {
    greeting: `Hello ${input.displayName},`,
    why: `${input.tenantName} invites you to sign in with your face, fingerprint or security key instead of a password.`,
    how: 'Open this link on the device you want to sign in with:',
    limits: `The link works once and until ${until}. If you did not expect it, leave it alone and tell your help desk.`,
  };
  return {
    subject: `Set up your sign-in for ${input.tenantName}`,
    text: [paragraphs.greeting, paragraphs.why, paragraphs.how, input.url, paragraphs.limits]
      .join('\n\n')
      .concat('\n'),
    html: toHtml(paragraphs, input.url),
  };
}

function toHtml(
  paragraphs: { greeting: string; why: string; how: string; limits: string },
  url: string,
): string {
  const link = escapeHtml(url);
  const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>Invitation</title></head>',
    '<body style="font-family: sans-serif; line-height: 1.5; max-width: 36rem">',
    paragraph(paragraphs.greeting),
    paragraph(paragraphs.why),
    paragraph(paragraphs.how),
    `<p><a href="${link}" rel="noreferrer">${link}</a></p>`,
    paragraph(paragraphs.limits),
    '</body></html>',
    '',
  ].join('\n');
}
