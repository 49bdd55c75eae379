/** A message as read by the person: the same words as text and as HTML. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a message is about, from the closed list, in words; the outbox never shows more. */
export const mailKindLabels = {
  invitation: 'Invitation',
  new_authenticator: 'New authenticator',
  authenticator_removed: 'Authenticator removed',
  passcode_issued: 'Passcode issued',
  recovery_link_created: 'Owner link made',
  recovered: 'Account recovered',
  certificate_expiring: 'Certificate ends soon',
  integration_failing: 'Application needs attention',
} as const;

/** Kind of a message. */
export type MailKind = keyof typeof mailKindLabels;
