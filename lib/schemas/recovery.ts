import { z } from 'zod';
import { identityChecks } from './identity-checks';
import { parseTypedCode } from './recovery-code-shape';

/** A login and a code of either kind. */
export const recoverySchema = z.object({
  login: z
    .string()
    .trim()
    .min(1, 'Enter your login.')
    .max(200, 'The login has more than 200 characters.')
    .regex(/^[^\p{C}]*$/u, 'The login holds characters that cannot be seen.'),
  code: z
    .string()
    .max(200, 'The code is too long.')
    .transform((text, context) => {
      const code = parseTypedCode(text);
      if (code) return code;
      context.addIssue({
        code: 'custom',
        message:
          'Enter the 16 letters and digits of a recovery code, or the 9 digits of a passcode.',
      });
      return z.NEVER;
    }),
});

const identityCheckNames = Object.keys(identityChecks) as (keyof typeof identityChecks)[];

/** What issuing a passcode takes. */
export const issuePasscodeSchema = z.object({
  userId: z.uuid(),
  check: z.enum(identityCheckNames, 'Choose how you confirmed who it is.'),
  isConfirmed: z.literal(true, 'Tick this once you have confirmed who it is.'),
});

/** Parsed input of issuing a passcode. */
export type IssuePasscodeInput = z.output<typeof issuePasscodeSchema>;

/** A passcode that was just issued: shown this once. */
export interface NewPasscode {
  /** In groups, to be read out. */
  readonly passcode: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
  /** Where the person types it. */
  readonly recoverUrl: string;
  /** Whether the person is told by mail that one was issued. */
  readonly mailedTo: string | null;
}

/** Recovery codes that were just made: shown this once. */
export interface NewRecoveryCodes {
  /** In groups. */
  readonly codes: readonly string[];
  readonly login: string;
  readonly tenantName: string;
  readonly recoverUrl: string;
  readonly createdAt: string;
}

/** What is known of a person's recovery codes. */
export interface RecoveryCodesSummary {
  readonly left: number;
  /** When the present ones were made; null when there are none. */
  readonly createdAt: string | null;
}

/** Where helping a person who lost a device stands. */
export interface PersonRecovery {
  readonly codesLeft: number;
  /** Why no passcode can be issued, in words; null when one can. */
  readonly refusal: string | null;
  /** `open` waits for the person, `entered` was typed and waits for the new passkey. */
  readonly passcode: {
    readonly state: 'open' | 'entered';
    readonly issuedBy: string;
    readonly expiresAt: string;
    readonly triesLeft: number;
  } | null;
}

/** What a link of the operator shows before it is used. */
export interface WaitingRecoveryLink {
  readonly firstName: string;
  readonly login: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

/** What the person sees who may make a new passkey now. */
export interface OpenRecovery {
  /** What was used up for it. */
  readonly means: 'code' | 'link';
  readonly firstName: string;
  readonly login: string;
  readonly expiresAt: string;
  /** Names of the passkeys there are. */
  readonly passkeys: readonly string[];
}
