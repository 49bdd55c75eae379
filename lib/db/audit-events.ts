/** Reads the audit of a tenant; lib/audit alone writes it, through audit-chain.ts. */
import type { JsonValue } from '@/lib/shared/audit-chain-form';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { Prisma } from './generated/client';
import { toPrefixQuery } from './word-search';

/** An event as stored, with its place in the chain. */
export interface AuditEventRow {
  readonly id: string;
  readonly sequence: bigint;
  readonly occurredAt: Date;
  readonly actorKind: 'PERSON' | 'ANONYMOUS' | 'SYSTEM';
  readonly actorUserId: string | null;
  readonly actorLabel: string;
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string;
  readonly targetLabel: string;
  readonly changes: JsonValue;
  readonly reason: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly searchText: string;
  readonly previousHash: string;
  readonly hash: string;
}

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

const columns = Prisma.raw(
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
 * Events of a tenant by their place in the chain. Every shape of query walks an index and stops
 * after `take` rows, however many events there are.
 */
export async function listAuditEvents(
  db: Transaction,
  tenantId: TenantId,
  query: AuditEventQuery,
): Promise<readonly AuditEventRow[]> {
  return db.$queryRaw<AuditEventRow[]>(selectAuditEvents(tenantId, query));
}

/** One event by its id. */
export async function findAuditEvent(
  db: Transaction,
  tenantId: TenantId,
  id: string,
): Promise<AuditEventRow | null> {
  const rows = await db.$queryRaw<AuditEventRow[]>`
    SELECT ${columns} FROM "AuditEvent"
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${id}::uuid AND "sequence" IS NOT NULL`;
  return rows[0] ?? null;
}

/** How many events a query has in all; reads every one of them, so only for what reads them anyway. */
export async function countAuditEvents(
  db: Transaction,
  tenantId: TenantId,
  query: Omit<AuditEventQuery, 'take'>,
): Promise<number> {
  const { aboutUserId: userId, actions } = query;
  const about = userId
    ? [
        Prisma.sql`("actorUserId" = ${userId}::uuid
          OR ("targetType" = 'user' AND "targetId" = ${userId}))`,
      ]
    : [];
  const filters = [...filtersOf(tenantId, query), ...inActions(actions), ...about];
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS "count" FROM "AuditEvent" WHERE ${and(filters)}`;
  return Number(row?.count ?? 0n);
}

/** The statement of {@link listAuditEvents}; tests look at its plan. */
export function selectAuditEvents(tenantId: TenantId, query: AuditEventQuery): Prisma.Sql {
  const filters = filtersOf(tenantId, query);
  const end = Prisma.sql`ORDER BY "sequence" ${direction(query)} LIMIT ${query.take}`;
  const one = (...more: Prisma.Sql[]) =>
    Prisma.sql`(SELECT ${columns} FROM "AuditEvent" WHERE ${and([...filters, ...more])} ${end})`;
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

function filtersOf(tenantId: TenantId, query: Omit<AuditEventQuery, 'take'>): Prisma.Sql[] {
  const { applicationId, ip, before, after, search } = query;
  const words = search ? toPrefixQuery(search) : null;
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
    ...only(
      words,
      Prisma.sql`to_tsvector('simple', "searchText") @@ to_tsquery('simple', ${words})`,
    ),
  ];
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

function inActions(actions: readonly string[] | null | undefined): Prisma.Sql[] {
  return actions ? [Prisma.sql`"action" = ANY(${[...actions]}::text[])`] : [];
}

function only(value: unknown, filter: Prisma.Sql): Prisma.Sql[] {
  return value === null || value === undefined || value === '' ? [] : [filter];
}

function and(filters: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.join([...filters], ' AND ');
}

function direction({ oldestFirst }: AuditEventQuery): Prisma.Sql {
  return oldestFirst ? Prisma.sql`ASC` : Prisma.sql`DESC`;
}
