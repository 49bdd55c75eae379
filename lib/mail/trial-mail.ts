/** The message an administrator sends to the own mailbox to see whether mail works. */
import type { MailContent } from '@/lib/shared/mail-content';
import { formatMoment } from './format-moment';
import { buildFramedMail } from './frame';

/** What the trial says. */
export interface TrialMailInput {
  readonly displayName: string;
  readonly tenantName: string;
  readonly when: Date;
  /** Origin of the tenant. */
  readonly portalUrl: string;
}

/** Writes the trial. */
export function buildTrialMail({ when, portalUrl, ...names }: TrialMailInput): MailContent {
  return buildFramedMail({
    ...names,
    subject: `Test message from ${names.tenantName}`,
    blocks: [
      {
        kind: 'text',
        text: 'This is the test message you asked for. Invitations and notices reach people the same way.',
      },
      { kind: 'facts', facts: [['Sent', formatMoment(when)]] },
      { kind: 'link', label: 'Open mail settings', url: `${portalUrl}/settings/mail` },
    ],
    footer: 'You get this message because you pressed Send a test message.',
  });
}
