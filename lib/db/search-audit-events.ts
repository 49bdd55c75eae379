/**
 * Plans a search for words among events. The index of words reads every row that has a word, before
 * it is known which of them a page shows; for a word that every other event has that is half of them.
 * So only a word that few have is looked for there. Words that many have are met soon by walking along
 * the newest events, and only when they are not, because they hardly meet, the index is asked for all.
 */
import type { TenantId } from '@/lib/shared/tenant-id';
import {
  hasWords,
  selectAuditEvents,
  walkAuditEvents,
  type AuditEventQuery,
} from './audit-event-query';
import type { Transaction } from './database';
import { Prisma } from './generated/client';

/** One statement of a search. */
export interface SearchStatement {
  readonly sql: Prisma.Sql;
  /** What it finds is all there is; otherwise only a full page counts. */
  readonly isWhole: boolean;
}

/** Rows that are read in an instant, wherever they lie. */
const fewRows = 3000;
/** A beginning this short may be one of any number of words, of which the planner knows only some. */
const shortLetters = 2;
/** Places that are walked along in an instant. */
const walkedPlaces = 20_000;

/** The statements that answer a search, to be tried in this order. */
export async function planSearch(
  db: Transaction,
  tenantId: TenantId,
  query: AuditEventQuery,
  words: readonly string[],
): Promise<readonly SearchStatement[]> {
  const frequencies = await estimateRows(db, words);
  const [rarest = '', ...others] = words.toSorted(
    (one, other) => (frequencies.get(one) ?? 0) - (frequencies.get(other) ?? 0),
  );
  if ((frequencies.get(rarest) ?? 0) <= fewRows) {
    const sql = selectAuditEvents(tenantId, query, { indexed: [rarest], compared: others });
    return [{ sql, isWhole: true }];
  }
  const walk = await narrow(db, tenantId, query);
  return [
    {
      sql: walkAuditEvents(tenantId, walk, { words, walked: walkedPlaces }),
      isWhole: false,
    },
    {
      sql: selectAuditEvents(tenantId, query, { indexed: words, compared: [] }),
      isWhole: true,
    },
  ];
}

/** How many rows have a word, as far as the planner of the database knows; nothing is read for it. */
async function estimateRows(
  db: Transaction,
  words: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const estimates = new Map<string, number>();
  for (const word of words) {
    if (Array.from(word).length <= shortLetters) {
      estimates.set(word, Number.MAX_SAFE_INTEGER);
      continue;
    }
    const [row] = await db.$queryRaw<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }[]>(
      Prisma.sql`EXPLAIN (FORMAT JSON) SELECT FROM "AuditEvent" WHERE ${hasWords([word])}`,
    );
    estimates.set(word, row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0);
  }
  return estimates;
}

/** The same query, for the nearest places only. */
async function narrow(
  db: Transaction,
  tenantId: TenantId,
  query: AuditEventQuery,
): Promise<AuditEventQuery> {
  if (query.oldestFirst) {
    const from = query.after ?? 0n;
    return { ...query, before: smaller(query.before, from + BigInt(walkedPlaces)) };
  }
  const to = query.before ?? (await findEnd(db, tenantId));
  return { ...query, after: larger(query.after, to - BigInt(walkedPlaces)) };
}

async function findEnd(db: Transaction, tenantId: TenantId): Promise<bigint> {
  const where = { tenantId };
  const chain = await db.auditChain.findFirst({ where, select: { lastSequence: true } });
  return (chain?.lastSequence ?? 0n) + 1n;
}

function smaller(one: bigint | null | undefined, other: bigint): bigint {
  return one !== null && one !== undefined && one < other ? one : other;
}

function larger(one: bigint | null | undefined, other: bigint): bigint {
  return one !== null && one !== undefined && one > other ? one : other;
}
