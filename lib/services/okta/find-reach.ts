import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import {
  countRoutedPeople,
  countRoutedWithoutAccess,
  findUnknownPeople,
  listKnownLoginKeys,
  listRoutedPeople,
  type RoutedQuery,
} from '@/lib/db/roll-out-people';
import { alignmentDays, type RollOutReach } from '@/lib/schemas/okta-guard';
import type { RollOutWho } from '@/lib/schemas/okta-roll-out';
import { toLoginKey } from '@/lib/shared/login-key';

const dayMs = 86_400_000;
/** So many who cannot sign in are named. */
const shownPeople = 10;

/** Whom to count. */
export interface ReachQuery {
  readonly who: RollOutWho;
  readonly orgUrl: string;
  /** Of a profile attribute: whom Okta names. */
  readonly attributeLogins: readonly string[];
  readonly isAttributeCut: boolean;
  readonly now: Date;
}

/**
 * Whom a stage catches: our people by their logins, and whom of Okta we do not know, by the latest
 * comparison of the directories. What cannot be known is said, never guessed.
 */
export async function findReach(actor: Actor, query: ReachQuery): Promise<RollOutReach> {
  const routed = toRoutedQuery(query);
  const counts = await countRoutedPeople(getDatabase(), actor.tenantId, routed);
  const here = await listRoutedPeople(getDatabase(), actor.tenantId, routed, {
    canSignIn: false,
    take: shownPeople,
  });
  const there = await findUnknown(actor, query, routed);
  const named = [
    ...here.map(({ id, login }) => ({ login, userId: id })),
    ...there.logins.map((login) => ({ login, userId: null })),
  ];
  return {
    ...counts,
    unknown: there.count,
    cannotSignIn: named.slice(0, shownPeople),
    limits: [...there.limits],
  };
}

/** How many people a stage catches who may not open the application. */
export async function countWithoutAccess(
  actor: Actor,
  query: ReachQuery,
  applicationId: string,
): Promise<number> {
  const target = { query: toRoutedQuery(query), applicationId };
  return countRoutedWithoutAccess(getDatabase(), actor.tenantId, target);
}

/** Some logins that a stage catches and that can sign in here. */
export async function listReachable(
  actor: Actor,
  query: ReachQuery,
  take: number,
): Promise<readonly string[]> {
  const which = { canSignIn: true, take };
  const routed = toRoutedQuery(query);
  const people = await listRoutedPeople(getDatabase(), actor.tenantId, routed, which);
  return people.map(({ login }) => login);
}

function toRoutedQuery({ who, attributeLogins }: ReachQuery): RoutedQuery {
  switch (who.stage) {
    case 'LIST':
      return { loginKeys: who.logins.map(toLoginKey) };
    case 'DOMAIN':
      return { domains: who.domains };
    case 'ATTRIBUTE':
      return { loginKeys: attributeLogins.map(toLoginKey) };
    case 'EVERYONE':
      return { everyone: true };
  }
}

interface Unknown {
  readonly count: number | null;
  readonly logins: readonly string[];
  readonly limits: readonly string[];
}

async function findUnknown(actor: Actor, query: ReachQuery, routed: RoutedQuery): Promise<Unknown> {
  const { who } = query;
  if ('loginKeys' in routed) return findUnknownOfList(actor, query);
  const found = await findUnknownPeople(getDatabase(), actor.tenantId, {
    orgUrl: query.orgUrl,
    since: new Date(query.now.getTime() - alignmentDays * dayMs),
    domains: who.stage === 'DOMAIN' ? who.domains : null,
    take: shownPeople,
  });
  const groups =
    'Logins are compared as they are here; somebody who has another login in Okta is caught by that one.';
  if (!found) {
    return {
      count: null,
      logins: [],
      limits: [
        `Who in Okta is unknown here is not known: the directories were not compared within ${String(alignmentDays)} days.`,
        groups,
      ],
    };
  }
  const day = found.comparedAt.toISOString().slice(0, 10);
  const limits = [`Okta’s people are those of the comparison of ${day}.`, groups];
  return { count: found.count, logins: found.logins, limits };
}

async function findUnknownOfList(actor: Actor, query: ReachQuery): Promise<Unknown> {
  const { who, attributeLogins, isAttributeCut } = query;
  const logins = who.stage === 'LIST' ? who.logins : attributeLogins;
  const keys = logins.map(toLoginKey);
  const known = await listKnownLoginKeys(getDatabase(), actor.tenantId, keys);
  const unknown = logins.filter((login) => !known.has(toLoginKey(login)));
  if (who.stage === 'LIST') return { count: unknown.length, logins: unknown, limits: [] };
  const limits = [
    'Whom the attribute fits is as Okta told when the plan was made; Okta finds changes of the last minutes late.',
    ...(isAttributeCut ? ['Only the first two hundred people with this value were read.'] : []),
  ];
  return { count: isAttributeCut ? null : unknown.length, logins: unknown, limits };
}
