import type { AuditEventSummary } from './audit-events';

/** Why the last sign-in of a person failed, and what helps. */
export interface SignInFailure {
  readonly eventId: string;
  /** ISO 8601. */
  readonly at: string;
  /** The application that was to be opened; null for the sign-in itself. */
  readonly application: string | null;
  /** One or two plain sentences. */
  readonly reason: string;
  readonly advice: string;
  /** Browser and address it came from. */
  readonly where: string;
}

/** An application the person can open. */
export interface UserApplication {
  readonly id: string;
  readonly name: string;
  /** Why the person may open it, in a few words. */
  readonly reason: string;
  /** ISO 8601; null for never. */
  readonly lastOpenedAt: string | null;
}

/** What happened around a person lately. */
export interface UserActivity {
  readonly events: readonly AuditEventSummary[];
  /** Null when the last sign-in went well, or there was none. */
  readonly failure: SignInFailure | null;
  readonly applications: readonly UserApplication[];
}

const advice: Readonly<Record<string, string>> = {
  'auth.person_disabled':
    'If the person may sign in again, enable the account at the end of this page.',
  'auth.passkey_not_verified':
    'Ask which device was used. If the passkey there is an old one, remove it below and let the person add a new one under My account, or invite again when none is left.',
  'saml.access_denied':
    'Give the person access on the page of the application, or put the person into a group that has it.',
  'auth.too_many_attempts': 'Let the person wait for a quarter of an hour and try again.',
};

const adviceOnApplication =
  'The person is signed in, but the application and AdminX do not agree. Open the application and look at its latest refusals.';

/**
 * What helps against a failure, in plain words for the help desk.
 *
 * @param reason code of the error catalogue; null when none was recorded.
 */
export function adviseOnFailure(reason: string | null, isApplication: boolean): string {
  const known = reason === null ? undefined : advice[reason];
  if (known !== undefined) return known;
  return isApplication
    ? adviceOnApplication
    : 'Let the person try once more. If it fails again, the event has the details.';
}
