import { z } from 'zod';

const maxAtOnce = 100;
const ids = z.array(z.uuid()).max(maxAtOnce).default([]);

/** Who may open an application: everybody, or only who is chosen. */
const accessModes = ['EVERYONE', 'CHOSEN'] as const;

/** See {@link accessModes}. */
export type AccessMode = (typeof accessModes)[number];

/** Opens an application to everybody, or to the chosen only. */
export const setAccessSchema = z.strictObject({
  applicationId: z.uuid(),
  access: z.enum(accessModes),
});

/** See {@link setAccessSchema}. */
export type SetAccessInput = z.output<typeof setAccessSchema>;

/** Groups and people to choose or to take out of the choice, at most a hundred of each at once. */
export const grantsSchema = z.strictObject({
  applicationId: z.uuid(),
  groupIds: ids,
  userIds: ids,
});

/** See {@link grantsSchema}. */
export type GrantsInput = z.output<typeof grantsSchema>;

/** A search among people, or groups and people, about an application. */
export const accessSearchSchema = z.strictObject({
  applicationId: z.uuid(),
  search: z.string().trim().max(200).default(''),
});

/** See {@link accessSearchSchema}. */
export type AccessSearchInput = z.output<typeof accessSearchSchema>;

/** The query of the page of an application's access; what makes no sense is left out. */
export const accessQuerySchema = z.object({
  q: z.string().trim().max(200).catch(''),
  after: z.string().max(300).nullable().catch(null),
});

/** The parsed query of the page. */
export type AccessFilter = z.output<typeof accessQuerySchema>;

/** A group that is chosen. */
export interface GrantedGroup {
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly addedAt: string;
}

/** A person who is chosen. */
export interface GrantedPerson {
  readonly id: string;
  readonly displayName: string;
  readonly login: string;
  /** The reader may take this person out; nobody acts on someone of a higher role. */
  readonly canRemove: boolean;
  /** ISO 8601. */
  readonly addedAt: string;
}

/** How many are chosen; `isMore` says that there are more than were counted. */
export interface GrantCount {
  readonly count: number;
  readonly isMore: boolean;
}

/** Who may open an application, in short, for the application's own page. */
export interface AccessSummary {
  readonly applicationId: string;
  readonly applicationName: string;
  readonly access: AccessMode;
  readonly groups: GrantCount;
  readonly people: GrantCount;
  /** The first chosen groups by name. */
  readonly firstGroups: readonly string[];
  readonly routing: RoutedAccess | null;
  readonly canManage: boolean;
}

/** What access means for the people whom Okta sends here; null for anything but Okta. */
export interface RoutedAccess {
  /** The test person; null when nobody knows who is routed. */
  readonly login: string | null;
  /** Whether that person may open the application; null when the person is not known here. */
  readonly hasAccess: boolean | null;
  /** Whom the wider stages of the roll-out send here, in words, one entry a rule. */
  readonly stages: readonly string[];
  /** How many people here the wider stages send who may not open the application. */
  readonly withoutAccess: number;
  /** A stage goes by a profile attribute, so only Okta knows all whom it sends. */
  readonly isPartlyUnknown: boolean;
}

/** Everything of the page of an application's access. */
export interface AccessDetails extends AccessSummary {
  /** At most five hundred. */
  readonly grantedGroups: readonly GrantedGroup[];
  readonly grantedPeople: readonly GrantedPerson[];
  /** Value of `after` for the next page of people. */
  readonly next: string | null;
}

/** A group or a person who could be chosen. */
export interface GrantCandidate {
  readonly kind: 'group' | 'person';
  readonly id: string;
  readonly name: string;
  /** The login of a person; null for a group. */
  readonly login: string | null;
}

/** Whether one person may open an application, and why. */
export interface PersonAccess {
  readonly id: string;
  readonly displayName: string;
  readonly login: string;
  readonly isDisabled: boolean;
  readonly mayOpen: boolean;
  /** In a few words: "Everybody may", "Chosen, and through Finance", "Neither chosen nor in a chosen group". */
  readonly reason: string;
}

/** Who would lose access by a change. */
export interface AccessLoss {
  readonly count: number;
  /** How `count` is to be read: not everybody was looked at. */
  readonly precision: 'exact' | 'at_least' | 'at_most';
  /** Who would still have access; null when that was not asked. */
  readonly kept: number | null;
  /** The test person whom Okta routes here is among them. */
  readonly loginRouted: string | null;
  /** How many of them the wider stages of a roll-out send here. */
  readonly routedCount: number;
}

/** An application a group gives. */
export interface GroupApplication {
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  /** Everybody may open it, so the group makes no difference now. */
  readonly isForEveryone: boolean;
}

/**
 * Why a person may open an application, or why not, in a few words.
 *
 * @param grants what gives the person access, whether or not everybody has it.
 */
export function explainAccess(
  access: AccessMode,
  grants: { readonly isChosen: boolean; readonly groups: readonly string[] },
): { readonly mayOpen: boolean; readonly reason: string } {
  if (access === 'EVERYONE') return { mayOpen: true, reason: 'Everybody may' };
  const { isChosen, groups } = grants;
  const through = groups.length === 0 ? null : `through ${listInWords(groups)}`;
  if (isChosen) {
    return { mayOpen: true, reason: through === null ? 'Chosen' : `Chosen, and ${through}` };
  }
  if (through === null) {
    return { mayOpen: false, reason: 'Neither chosen nor in a chosen group' };
  }
  return { mayOpen: true, reason: `T${through.slice(1)}` };
}

const maxNamed = 5;

function listInWords(names: readonly string[]): string {
  const rest = names.length - maxNamed;
  const shown = rest > 0 ? [...names.slice(0, maxNamed), `${String(rest)} more`] : names;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
