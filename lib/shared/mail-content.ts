/** A message as read by the person: the same words as text and as HTML. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a message is about, from the closed list; the outbox names it, never its content. */
export const mailKinds = [
  'invitation',
  'new_authenticator',
  'authenticator_removed',
  'passcode_issued',
  'recovered',
  'certificate_expiring',
] as const;

/** Kind of a message. */
export type MailKind = (typeof mailKinds)[number];
