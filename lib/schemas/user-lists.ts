import { z } from 'zod';
import { roleSchema, type UserState, type UserSummary } from './users';

const states = ['enrolled', 'invited', 'not_enrolled', 'disabled'] as const satisfies UserState[];

/** What the list can be limited to by the time of the last sign-in. */
const lastSignInChoices = ['week', 'month', 'not_for_90_days', 'never'] as const;

/** What the list can be sorted by; a leading `-` turns the order round. */
export const userSorts = [
  'login',
  '-login',
  'name',
  '-name',
  '-last_sign_in',
  'last_sign_in',
  '-created',
  'created',
] as const;

const cursorSchema = z
  .string()
  .max(1500)
  .transform((text, context) => {
    try {
      return JSON.parse(fromBase64Url(text)) as unknown;
    } catch {
      context.addIssue({ code: 'custom' });
      return z.NEVER;
    }
  })
  .pipe(
    z.tuple([
      z
        .string()
        .max(600)
        .regex(/^\P{Cc}*$/u),
      z.uuid(),
    ]),
  )
  .transform(([value, id]) => ({ value, id }));

/** The query of the list of people, read from its address; what makes no sense is left out. */
export const userListQuerySchema = z
  .object({
    q: z.string().trim().max(200).catch(''),
    state: z.enum(states).nullable().catch(null),
    role: roleSchema.nullable().catch(null),
    signedIn: z.enum(lastSignInChoices).nullable().catch(null),
    group: z.uuid().nullable().catch(null),
    sort: z.enum(userSorts).catch('login'),
    /** The place of the last row of the page before. */
    after: cursorSchema.nullable().catch(null),
    /** The place of the first row of the page behind; `after` wins. */
    before: cursorSchema.nullable().catch(null),
  })
  .transform((query) => ({ ...query, ...onlySensibleCursors(query) }));

/** The parsed query of the list of people. */
export type UserListFilter = z.output<typeof userListQuerySchema>;

/** A place in the list: the sort value of a row and its id. */
export type UserPlace = NonNullable<UserListFilter['after']>;

/** One page of people. */
export interface UserPage {
  readonly users: readonly UserSummary[];
  /** Where the pages before and behind begin; null when there is none. */
  readonly before: UserPlace | null;
  readonly after: UserPlace | null;
  /** How many people the filters leave; counted no further than `countLimit`. */
  readonly count: number;
}

const dayMs = 24 * 3600 * 1000;

/** What a choice of the last sign-in means at a moment. */
export function toLastSignIn(choice: UserListFilter['signedIn'], now: Date) {
  const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);
  switch (choice) {
    case 'week':
      return { since: daysAgo(7) };
    case 'month':
      return { since: daysAgo(30) };
    case 'not_for_90_days':
      return { notSince: daysAgo(90) };
    case 'never':
      return { never: true } as const;
    case null:
      return null;
  }
}

/** How far the people in a list are counted. */
export const countLimit = 1000;

/** What the list is sorted by, and which way. */
export type UserListSort = UserListFilter['sort'];

/** The query of an address of the list, with only what differs from a plain visit; '' for none. */
export function toUserListQuery(filter: UserListFilter): string {
  const query = new URLSearchParams();
  if (filter.q !== '') query.set('q', filter.q);
  for (const name of ['state', 'role', 'signedIn', 'group'] as const) {
    const value = filter[name];
    if (value !== null) query.set(name, value);
  }
  if (filter.sort !== 'login') query.set('sort', filter.sort);
  for (const name of ['after', 'before'] as const) {
    const place = filter[name];
    if (place) query.set(name, toBase64Url(JSON.stringify([place.value, place.id])));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** A cursor of a list sorted by time must hold a time, or nothing for never. */
function onlySensibleCursors(query: {
  readonly sort: (typeof userSorts)[number];
  readonly after: Place | null;
  readonly before: Place | null;
}) {
  const isTime = query.sort.endsWith('last_sign_in');
  const fits = (place: Place | null) =>
    place === null ||
    !isTime ||
    place.value === '' ||
    z.iso.datetime().safeParse(place.value).success
      ? place
      : null;
  return { after: fits(query.after), before: query.after ? null : fits(query.before) };
}

interface Place {
  readonly value: string;
  readonly id: string;
}

function toBase64Url(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
