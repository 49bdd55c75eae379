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
import { toLoginKey } from '@/lib/shared/login-key';
import type { ReachTarget } from './roll-out-stored';

const dayMs = 86_400_000;
/** So many who cannot sign in are named. */
const shownPeople = 10;

/** Whom to count: everybody whom any of the targets catches. */
export interface ReachQuery {
  readonly targets: readonly ReachTarget[];
  readonly orgUrl: string;
  readonly now: Date;
}

/**
 * Whom stages catch: our people by their logins, and whom of Okta we do not know, by the latest
 * comparison of the directories. What cannot be known is said, never guessed.
 */
export async function findReach(actor: Actor, query: ReachQuery): Promise<RollOutReach> {
  const routed = toRoutedQuery(query);
  const counts = await countRoutedPeople(getDatabase(), actor.tenantId, routed);
  const here = await listRoutedPeople(getDatabase(), actor.tenantId, routed, {
    canSignIn: false,
    take: shownPeople,
  });
  const there = await findUnknown(actor, query);
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

/** How many people are caught who may not open the application. */
export async function countWithoutAccess(
  actor: Actor,
  query: ReachQuery,
  applicationId: string,
): Promise<number> {
  const target = { query: toRoutedQuery(query), applicationId };
  return countRoutedWithoutAccess(getDatabase(), actor.tenantId, target);
}

/** Some logins that are caught and that can sign in here. */
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

function toRoutedQuery({ targets }: Pick<ReachQuery, 'targets'>): RoutedQuery {
  return { anyOf: targets.map(toRouted) };
}

function toRouted({ who, attributeLogins }: ReachTarget): RoutedQuery {
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

/** Of what names no logins by the comparison of the directories, of lists by the lists themselves. */
async function findUnknown(actor: Actor, query: ReachQuery): Promise<Unknown> {
  const parts: Unknown[] = [];
  const domains = findDomains(query);
  if (domains === null || domains.length > 0) {
    parts.push(await findUnknownCompared(actor, query, domains));
  }
  const listed = query.targets.filter(
    ({ who }) => who.stage === 'LIST' || who.stage === 'ATTRIBUTE',
  );
  if (listed.length > 0) parts.push(await findUnknownListed(actor, listed, domains));
  const counts = parts.map(({ count }) => count);
  return {
    count: counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0),
    logins: [...new Set(parts.flatMap(({ logins }) => logins))],
    limits: [...new Set(parts.flatMap(({ limits }) => limits))],
  };
}

/** Domains of which everybody is caught; null for all of them. */
function findDomains({ targets }: ReachQuery): readonly string[] | null {
  if (targets.some(({ who }) => who.stage === 'EVERYONE')) return null;
  return targets.flatMap(({ who }) => (who.stage === 'DOMAIN' ? who.domains : []));
}

async function findUnknownCompared(
  actor: Actor,
  query: ReachQuery,
  domains: readonly string[] | null,
): Promise<Unknown> {
  const found = await findUnknownPeople(getDatabase(), actor.tenantId, {
    orgUrl: query.orgUrl,
    since: new Date(query.now.getTime() - alignmentDays * dayMs),
    domains,
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

/** Whom the domains catch already is counted with them. */
async function findUnknownListed(
  actor: Actor,
  targets: readonly ReachTarget[],
  domains: readonly string[] | null,
): Promise<Unknown> {
  const listed = targets.flatMap(({ who, attributeLogins }) =>
    who.stage === 'LIST' ? who.logins : attributeLogins,
  );
  const byKey = new Map(
    listed
      .filter((login) => !isOfDomains(login, domains))
      .map((login) => [toLoginKey(login), login]),
  );
  const known = await listKnownLoginKeys(getDatabase(), actor.tenantId, [...byKey.keys()]);
  const unknown = [...byKey].filter(([key]) => !known.has(key)).map(([, login]) => login);
  const isCut = targets.some(({ isAttributeCut }) => isAttributeCut);
  const limits = [
    ...(targets.some(({ who }) => who.stage === 'ATTRIBUTE')
      ? [
          'Whom the attribute fits is as Okta told when the plan was made; Okta finds changes of the last minutes late.',
        ]
      : []),
    ...(isCut ? ['Only the first two hundred people with this value were read.'] : []),
  ];
  return { count: isCut ? null : unknown.length, logins: unknown, limits };
}

function isOfDomains(login: string, domains: readonly string[] | null): boolean {
  return domains === null || domains.includes(toLoginKey(login).split('@').at(-1) ?? '');
}
