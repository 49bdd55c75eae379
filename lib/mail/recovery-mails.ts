/** Messages about ways back in: a passcode was issued, a code or passcode was used. */
import type { MailContent } from '@/lib/shared/mail-content';
import { formatMoment } from './format-moment';
import { buildFramedMail } from './frame';

/** What is told about a helpdesk passcode. The passcode itself is never in a message. */
export interface PasscodeIssuedMailInput {
  readonly displayName: string;
  readonly tenantName: string;
  /** Who issued it: the login. */
  readonly issuedBy: string;
  readonly when: Date;
  readonly expiresAt: Date;
  /** Origin of the tenant. */
  readonly portalUrl: string;
}

/** Writes what a person hears when the help desk issued a passcode for their account. */
export function buildPasscodeIssuedMail(input: PasscodeIssuedMailInput): MailContent {
  const { displayName, tenantName } = input;
  return buildFramedMail({
    subject: `The help desk issued a passcode for your ${tenantName} account`,
    tenantName,
    displayName,
    blocks: [
      {
        kind: 'text',
        text: 'The help desk issued a one-time passcode, with which you can set up a new authenticator. The passcode was told to the person who asked for it; it is not in this message.',
      },
      {
        kind: 'facts',
        facts: [
          ['Issued by', input.issuedBy],
          ['Issued', formatMoment(input.when)],
          ['Works until', formatMoment(input.expiresAt)],
        ],
      },
      {
        kind: 'text',
        text: 'If you did not ask for it, somebody may be pretending to be you: tell your help desk at once, so that they withdraw it. Nobody at the help desk ever asks you for a passcode.',
      },
      { kind: 'link', label: 'Open sign-in', url: input.portalUrl },
    ],
    footer: 'You get this message whenever a passcode is issued for your account.',
  });
}

/** What is told about a link of the operator. The link itself is never in a message. */
export interface RecoveryLinkMailInput {
  readonly displayName: string;
  readonly tenantName: string;
  readonly when: Date;
  readonly expiresAt: Date;
  /** Origin of the tenant. */
  readonly portalUrl: string;
}

/** Writes what an owner hears when the operator made a link for their account. */
export function buildRecoveryLinkMail(input: RecoveryLinkMailInput): MailContent {
  const { displayName, tenantName } = input;
  return buildFramedMail({
    subject: `The operator made a link for your ${tenantName} account`,
    tenantName,
    displayName,
    blocks: [
      {
        kind: 'text',
        text: 'Whoever runs the server of AdminX made a one-time link, with which a new authenticator can be set up for your account. The link was handed over by the operator; it is not in this message.',
      },
      {
        kind: 'facts',
        facts: [
          ['Made', formatMoment(input.when)],
          ['Works until', formatMoment(input.expiresAt)],
        ],
      },
      {
        kind: 'text',
        text: 'If you did not ask for it, speak to the operator and to the other owners at once: whoever opens the link can sign in as you.',
      },
      { kind: 'link', label: 'Open sign-in', url: input.portalUrl },
    ],
    footer: 'You get this message whenever such a link is made for your account.',
  });
}

/** What is told about an account that was recovered. */
export interface RecoveredMailInput {
  readonly displayName: string;
  readonly tenantName: string;
  readonly means: 'recovery_code' | 'passcode' | 'operator_link';
  readonly when: Date;
  /** Browser and address, as `describeOrigin` names them. */
  readonly where: string;
  /** Origin of the tenant. */
  readonly portalUrl: string;
}

const means = {
  recovery_code: 'a recovery code',
  passcode: 'a helpdesk passcode',
  operator_link: 'a link made by the operator',
} as const;

/** Writes what a person hears when a recovery code or passcode was used for their account. */
export function buildRecoveredMail(input: RecoveredMailInput): MailContent {
  const { displayName, tenantName } = input;
  return buildFramedMail({
    subject: `Your ${tenantName} account was recovered`,
    tenantName,
    displayName,
    blocks: [
      {
        kind: 'text',
        text: `A new authenticator was set up for your account with ${means[input.means]}. Every session was ended.`,
      },
      {
        kind: 'facts',
        facts: [
          ['Recovered with', means[input.means]],
          ['When', formatMoment(input.when)],
          ['From', input.where],
        ],
      },
      {
        kind: 'text',
        text: 'If this was not you, tell your help desk at once: somebody else may be able to sign in as you.',
      },
      { kind: 'link', label: 'Open my account', url: `${input.portalUrl}/account` },
    ],
    footer: 'You get this message whenever your account is recovered.',
  });
}
