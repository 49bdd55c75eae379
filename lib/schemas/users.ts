import { z } from 'zod';

/** Letters, marks, digits, punctuation and single spaces; no control, format or private characters. */
const visibleText = /^(?!\s)(?!.*\s\s)[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]*$/u;

/** A name of a person, as written. */
export function personName(label: string) {
  return z
    .string()
    .trim()
    .min(1, `Enter the ${label}.`)
    .max(100, `The ${label} has more than 100 characters.`)
    .regex(visibleText, `The ${label} holds characters that cannot be seen.`)
    .normalize('NFC');
}

const addressShape = /^[^\s@\p{C}"(),:;<>[\\\]]+@[^\s@\p{C}"(),:;<>[\\\]]+\.[^\s@\p{C}.]+$/u;

/** An e-mail address; the domain must have a dot. */
export const emailSchema = z
  .string()
  .trim()
  .min(1, 'Enter an e-mail address.')
  .max(200, 'The address has more than 200 characters.')
  .regex(addressShape, 'Enter an address such as ada@example.com.')
  .normalize('NFC');

/** A login as Okta knows it: shaped like an e-mail address. */
export const loginSchema = z
  .string()
  .trim()
  .min(1, 'Enter the login.')
  .max(100, 'The login has more than 100 characters.')
  .regex(addressShape, 'Enter a login such as ada@example.com, the same as in Okta.')
  .normalize('NFC');

/** The roles a form may offer, highest first. */
export const roleSchema = z.enum(['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR', 'NONE']);

/** What creating a person takes. An empty e-mail means: the same as the login. */
export const createUserSchema = z.object({
  firstName: personName('first name'),
  lastName: personName('last name'),
  login: loginSchema,
  email: z.union([z.literal(''), emailSchema]),
  role: roleSchema,
  /** The admin has seen the warnings about the login and wants it all the same. */
  acceptsWarnings: z.boolean(),
});

/** Input of the form that creates a person. */
export type CreateUserInput = z.output<typeof createUserSchema>;

/** Why a login deserves a second look before somebody gets it. */
export type LoginWarning =
  | { readonly kind: 'looks_like'; readonly login: string; readonly userId: string }
  | { readonly kind: 'mixed_scripts'; readonly scripts: readonly string[] };

/** The new person; null when nothing was stored because the warnings were not accepted. */
export interface CreateUserResult {
  readonly userId: string | null;
  readonly warnings: readonly LoginWarning[];
}

/** What editing a person takes; like creating one, without the role. */
export const editUserSchema = createUserSchema.omit({ role: true }).extend({ userId: z.uuid() });

/** Input of the form that edits a person. */
export type EditUserInput = z.output<typeof editUserSchema>;

/** Nothing is stored as long as the warnings are not accepted. */
export interface EditUserResult {
  readonly isStored: boolean;
  readonly warnings: readonly LoginWarning[];
}

/** An action on one passkey of a person. */
export const userAuthenticatorSchema = z.object({
  userId: z.uuid(),
  authenticatorId: z.uuid(),
});

/** An action on one person. */
export const userIdSchema = z.object({ userId: z.uuid() });

/** An action on one session of a person. */
export const userSessionSchema = z.object({ userId: z.uuid(), sessionId: z.uuid() });

/** Where a person stands on the way to a passkey. */
export type UserState = 'enrolled' | 'invited' | 'not_enrolled' | 'disabled';

/** One row of the list of people. */
export interface UserSummary {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly role: z.output<typeof roleSchema>;
  readonly state: UserState;
  /** ISO 8601, UTC. */
  readonly lastSignInAt: string | null;
  readonly createdAt: string;
  /** Whether the reader may act on somebody of this role at all. */
  readonly isWithinReach: boolean;
}

/** A passkey as people see it. */
export interface AuthenticatorSummary {
  readonly id: string;
  readonly name: string;
  /** May be synced between devices by its provider. */
  readonly isSynced: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** A session as people see it. */
export interface SessionSummary {
  readonly id: string;
  /** Browser and system, read from the user agent. */
  readonly browser: string;
  readonly ip: string | null;
  readonly startedAt: string;
  readonly lastSeenAt: string;
  /** The absolute limit. */
  readonly expiresAt: string;
  readonly isCurrent: boolean;
}

/** The page of one person. */
export interface UserDetails extends Omit<UserSummary, 'isWithinReach'> {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly disabledAt: string | null;
  /** Since when there is a passkey. */
  readonly enrolledAt: string | null;
  /** Until when the latest invitation worked or works; null once it was used or withdrawn. */
  readonly invitedUntil: string | null;
  /** The open invitation, if there is one. */
  readonly invitation: { readonly sentAt: string; readonly expiresAt: string } | null;
  readonly authenticators: readonly AuthenticatorSummary[];
  readonly sessions: readonly SessionSummary[];
}

/** What the reader of a person's page may do there. */
export interface UserCapabilities {
  readonly canEdit: boolean;
  readonly canInvite: boolean;
  readonly canDisable: boolean;
  readonly canEndSessions: boolean;
  readonly canRemovePasskeys: boolean;
  readonly canDelete: boolean;
}

/** A passkey of somebody else that was just removed. */
export interface RemovedAuthenticator {
  /** The address that is told; null without a mail server, when somebody has to tell the person. */
  readonly mailedTo: string | null;
}

/** An invitation that was just made: its link is shown this once. */
export interface NewInvitation {
  readonly url: string;
  readonly expiresAt: string;
  /** The address it is mailed to as well; null without a mail server. */
  readonly mailedTo: string | null;
}
