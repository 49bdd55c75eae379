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

/** What the reader can do for the person, so that nobody is told to do what only others may. */
export interface ReaderMeans {
  readonly canEnable: boolean;
  readonly canRemovePasskeys: boolean;
  readonly canIssuePasscode: boolean;
  readonly canGiveAccess: boolean;
  /** Who can, where the reader cannot. */
  readonly helper: 'an admin' | 'an owner';
}

const advice: Readonly<Record<string, (means: ReaderMeans) => string>> = {
  'auth.person_disabled': ({ canEnable, helper }) =>
    canEnable
      ? 'If the person may sign in again, enable the account at the end of this page.'
      : `If the person may sign in again, ${helper} has to enable the account.`,
  'auth.passkey_not_verified': (means) => `Ask which device was used. ${adviseOnOldPasskey(means)}`,
  'saml.access_denied': ({ canGiveAccess }) =>
    canGiveAccess
      ? 'Give the person access on the page of the application, or put the person into a group that has it.'
      : 'An admin can give the person access on the page of the application, or put the person into a group that has it.',
  'auth.too_many_attempts': () => 'Let the person wait for a quarter of an hour and try again.',
};

function adviseOnOldPasskey(means: ReaderMeans): string {
  const { canRemovePasskeys, canIssuePasscode, helper } = means;
  if (canRemovePasskeys) {
    return 'If the passkey there is an old one, remove it below and let the person add a new one under My account, or invite again when none is left.';
  }
  if (canIssuePasscode) {
    return `If the passkey there is an old one and no other works, a passcode under Lost device leads to a new one; the old one is removed by ${helper}.`;
  }
  return `If the passkey there is an old one, ${helper} can remove it, and invite again when none is left.`;
}

const adviceOnApplication =
  'The person is signed in, but the application and AdminX do not agree. Open the application and look at its latest refusals.';

/**
 * What helps against a failure, in plain words for the help desk.
 *
 * @param reason code of the error catalogue; null when none was recorded.
 */
export function adviseOnFailure(
  reason: string | null,
  isApplication: boolean,
  means: ReaderMeans,
): string {
  const known = reason === null ? undefined : advice[reason];
  if (known !== undefined) return known(means);
  return isApplication
    ? adviceOnApplication
    : 'Let the person try once more. If it fails again, the event has the details.';
}
