/** Messages about a person's authenticators: somebody added or removed one. */
import type { MailContent } from '@/lib/shared/mail-content';
import { formatMoment } from './format-moment';
import { buildFramedMail } from './frame';

/** What is told about an authenticator that came or went. */
export interface AuthenticatorMailInput {
  readonly displayName: string;
  readonly tenantName: string;
  readonly authenticatorName: string;
  readonly when: Date;
  /** Browser and address, as `describeOrigin` names them. */
  readonly where: string;
  /** Origin of the tenant. */
  readonly portalUrl: string;
  /** Login of the administrator who did it; left out when the person did. */
  readonly byLogin?: string;
}

/** Writes what a person hears when an authenticator was added to their account. */
export function buildNewAuthenticatorMail(input: AuthenticatorMailInput): MailContent {
  return buildAuthenticatorMail(input, {
    subject: `New authenticator on your ${input.tenantName} account`,
    what: 'An authenticator was added to your account. From now on it signs you in.',
    label: 'Added',
    alarm:
      'If this was not you, somebody else can sign in as you: remove it under My account and tell your help desk at once.',
  });
}

/** Writes what a person hears when an authenticator was removed from their account. */
export function buildAuthenticatorRemovedMail(input: AuthenticatorMailInput): MailContent {
  return buildAuthenticatorMail(input, {
    subject: `Authenticator removed from your ${input.tenantName} account`,
    what: 'An authenticator was removed from your account. It no longer signs you in.',
    label: 'Removed',
    alarm:
      'If this was not you, check the authenticators under My account and tell your help desk at once.',
  });
}

function buildAuthenticatorMail(
  input: AuthenticatorMailInput,
  words: {
    readonly subject: string;
    readonly what: string;
    readonly label: string;
    readonly alarm: string;
  },
): MailContent {
  return buildFramedMail({
    subject: words.subject,
    tenantName: input.tenantName,
    displayName: input.displayName,
    blocks: [
      { kind: 'text', text: words.what },
      {
        kind: 'facts',
        facts: [
          ['Authenticator', input.authenticatorName],
          [words.label, formatMoment(input.when)],
          ['From', input.where],
          ...(input.byLogin ? ([['By', input.byLogin]] as const) : []),
        ],
      },
      { kind: 'text', text: words.alarm },
      { kind: 'link', label: 'Open my account', url: `${input.portalUrl}/account` },
    ],
    footer: 'You get this message whenever the authenticators of your account change.',
  });
}
