/** The message that an integration went bad. */
import type { MailContent } from '@/lib/shared/mail-content';
import { formatMoment } from './format-moment';
import { buildFramedMail } from './frame';

/** What the message says. */
export interface IntegrationMailInput {
  readonly displayName: string;
  readonly tenantName: string;
  readonly applicationName: string;
  /** What is wrong, the worst first. */
  readonly reasons: readonly { readonly title: string; readonly why: string }[];
  readonly when: Date;
  /** Page of the application. */
  readonly url: string;
}

/** Writes the message that goes to owners and admins when an integration needs somebody. */
export function buildIntegrationMail(input: IntegrationMailInput): MailContent {
  const { displayName, tenantName, applicationName, reasons } = input;
  return buildFramedMail({
    subject: `${applicationName} needs attention`,
    tenantName,
    displayName,
    blocks: [
      {
        kind: 'text',
        text: `AdminX looked at ${applicationName} and found something that somebody should see.`,
      },
      ...reasons.map(({ title, why }) => ({ kind: 'text' as const, text: `${title}. ${why}` })),
      { kind: 'facts', facts: [['Seen', formatMoment(input.when)]] },
      {
        kind: 'text',
        text: 'The page of the application says what to do, with the exact place in Okta.',
      },
      { kind: 'link', label: 'Open the application', url: input.url },
    ],
    footer:
      'Owners and admins get this message once for each change to the worse. AdminX changes nothing in Okta by itself.',
  });
}
