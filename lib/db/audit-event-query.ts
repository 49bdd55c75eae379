/** The statement that lists events: every shape of it walks an index. */
import type { TenantId } from '@/lib/shared/tenant-id';
import { Prisma } from './generated/client';
import { toPrefixQuery } from './word-search';

/** Which events, and how many of them. What is left out does not limit. */
export interface AuditEventQuery {
  readonly actions?: readonly string[] | null;
  /** Events a person did or was the target of. */
  readonly aboutUserId?: string | null;
  readonly applicationId?: string | null;
  readonly ip?: string | null;
  /** Beginnings of words, as typed. */
  readonly search?: string | null;
  readonly from?: Date | null;
  /** Exclusive. */
  readonly to?: Date | null;
  /** Places older or younger than these, exclusive. */
  readonly before?: bigint | null;
  readonly after?: bigint | null;
  /** Default newest first. */
  readonly oldestFirst?: boolean;
  readonly take: number;
}

/** How the words of a search are looked for; see `search-audit-events.ts`. */
export interface WordPlan {
  /** Found by the index of words, then put in order. */
  readonly indexed: readonly string[];
  /** Compared row by row. */
  readonly compared: readonly string[];
}

export const auditColumns = Prisma.raw(
  [
    ...['id', 'sequence', 'occurredAt', 'actorKind', 'actorUserId', 'actorLabel', 'action'],
    ...['targetType', 'targetId', 'targetLabel', 'changes', 'reason', 'ip', 'userAgent'],
    ...['searchText', 'previousHash', 'hash'],
  ]
    .map((name) => `"${name}"`)
    .join(', '),
);

/** Places around a moment that are looked at besides, because times within it are not in order. */
const sequenceSlack = 1000;

/**
 * The statement of a page, where words are compared one row after another along the way it walks, and
 * nobody guesses how many there will be: at most `walked` rows.
 */
export function walkAuditEvents(
  tenantId: TenantId,
  query: AuditEventQuery,
  { words, walked }: { readonly words: readonly string[]; readonly walked: number },
): Prisma.Sql {
  const rows = selectAuditEvents(tenantId, { ...query, take: walked });
  return Prisma.sql`SELECT * FROM (${rows}) AS "walked"
    WHERE ${and(wordFilters({ indexed: [], compared: words }))}
    ORDER BY "sequence" ${direction(query)} LIMIT ${query.take}`;
}

/** The statement of a page; tests look at its plan. `words`: how to look for those of `search`. */
export function selectAuditEvents(
  tenantId: TenantId,
  query: AuditEventQuery,
  words: WordPlan = noWords,
): Prisma.Sql {
  const filters = [...filtersOf(tenantId, query), ...wordFilters(words)];
  // A sum is in no index, so that the order tempts nobody to walk past what the words would find.
  const order = words.indexed.length > 0 ? Prisma.sql`"sequence" + 0` : Prisma.sql`"sequence"`;
  const end = Prisma.sql`ORDER BY ${order} ${direction(query)} LIMIT ${query.take}`;
  const one = (...more: Prisma.Sql[]) =>
    Prisma.sql`(SELECT ${auditColumns} FROM "AuditEvent" WHERE ${and([...filters, ...more])} ${end})`;
  const { aboutUserId: userId, actions } = query;
  if (userId) {
    const acted = one(Prisma.sql`"actorUserId" = ${userId}::uuid`, ...inActions(actions));
    const concerned = one(
      Prisma.sql`"targetType" = 'user' AND "targetId" = ${userId}`,
      Prisma.sql`"actorUserId" IS DISTINCT FROM ${userId}::uuid`,
      ...inActions(actions),
    );
    return Prisma.sql`SELECT * FROM (${acted} UNION ALL ${concerned}) AS "events" ${end}`;
  }
  if (!actions || query.applicationId || query.ip || query.search)
    return one(...inActions(actions));
  // One short walk for each action, instead of one long walk past all the others.
  return Prisma.sql`
    SELECT "events".* FROM unnest(${[...actions]}::text[]) AS "wanted"("name")
    CROSS JOIN LATERAL ${one(Prisma.sql`"action" = "wanted"."name"`)} AS "events" ${end}`;
}

/** The conditions of a query without those of its words. */
export function filtersOf(
  tenantId: TenantId,
  query: Omit<AuditEventQuery, 'take' | 'search'>,
): Prisma.Sql[] {
  const { applicationId, ip, before, after } = query;
  return [
    Prisma.sql`"tenantId" = ${tenantId}::uuid AND "sequence" IS NOT NULL`,
    ...only(before, Prisma.sql`"sequence" < ${before}`),
    ...only(after, Prisma.sql`"sequence" > ${after}`),
    ...timeFilters(tenantId, query),
    ...only(
      applicationId,
      Prisma.sql`"targetType" = 'application' AND "targetId" = ${applicationId}`,
    ),
    ...only(ip, Prisma.sql`"ip" = ${ip}`),
  ];
}

const noWords: WordPlan = { indexed: [], compared: [] };

/** The conditions of words. */
export function wordFilters({ indexed, compared }: WordPlan): Prisma.Sql[] {
  return [
    ...(indexed.length > 0 ? [hasWords(indexed)] : []),
    // Words are letters and digits only, so none is taken for a pattern.
    ...compared.map((word) => Prisma.sql`' ' || "searchText" LIKE ${`% ${word}%`}`),
  ];
}

/** The condition the index of words serves. */
export function hasWords(words: readonly string[]): Prisma.Sql {
  const prefixes = toPrefixQuery(words.join(' '));
  return Prisma.sql`to_tsvector('simple', "searchText") @@ to_tsquery('simple', ${prefixes})`;
}

/** Times, and the places they begin and end at, so that the walk starts where the range does. */
function timeFilters(
  tenantId: TenantId,
  { from, to }: Pick<AuditEventQuery, 'from' | 'to'>,
): Prisma.Sql[] {
  const sameTenant = Prisma.sql`"tenantId" = ${tenantId}::uuid AND "sequence" IS NOT NULL`;
  const filters: Prisma.Sql[] = [];
  if (from) {
    const start = Prisma.sql`"occurredAt" >= ${from.toISOString()}::timestamptz`;
    filters.push(
      start,
      Prisma.sql`"sequence" >= (SELECT "sequence" FROM "AuditEvent"
        WHERE ${sameTenant} AND ${start} ORDER BY "occurredAt", "id" LIMIT 1) - ${sequenceSlack}`,
    );
  }
  if (to) {
    const end = Prisma.sql`"occurredAt" < ${to.toISOString()}::timestamptz`;
    filters.push(
      end,
      Prisma.sql`"sequence" <= (SELECT "sequence" FROM "AuditEvent"
        WHERE ${sameTenant} AND ${end} ORDER BY "occurredAt" DESC, "id" DESC LIMIT 1)
        + ${sequenceSlack}`,
    );
  }
  return filters;
}

/** The condition of some actions. */
export function inActions(actions: readonly string[] | null | undefined): Prisma.Sql[] {
  return actions ? [Prisma.sql`"action" = ANY(${[...actions]}::text[])`] : [];
}

function only(value: unknown, filter: Prisma.Sql): Prisma.Sql[] {
  return value === null || value === undefined || value === '' ? [] : [filter];
}

/** Conditions that all have to hold. */
export function and(filters: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.join([...filters], ' AND ');
}

function direction({ oldestFirst }: AuditEventQuery): Prisma.Sql {
  return oldestFirst ? Prisma.sql`ASC` : Prisma.sql`DESC`;
}
