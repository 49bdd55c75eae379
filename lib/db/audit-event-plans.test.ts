import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditActions } from '@/lib/shared/audit-actions';
import type { TenantId } from '@/lib/shared/tenant-id';
import { buildTenant } from '@/lib/testing/builders';
import { seededEvents, seedEvents } from '@/lib/testing/seed-events';
import { createServerDatabase } from '@/lib/testing/test-databases';
import { selectAuditEvents, type AuditEventQuery } from './audit-event-query';
import { Prisma } from './generated/client';
import { openDatabase, type OpenedDatabase } from './open-database';
import { planSearch } from './search-audit-events';
import { toSearchWords } from './word-search';

const now = new Date('2026-11-23T10:00:00Z');
const count = 200_000;
/** Rows a page may touch before it is no better than reading everything. */
const fewRows = 5000;
/** Words that many events have are compared along so many of the newest, and no more. */
const walkedRows = 20_000;

const refused = ['application.refused', 'user.sign_in_refused'];
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600 * 1000);
const filters: Omit<AuditEventQuery, 'take'>[] = [
  {},
  { actions: auditActions },
  { actions: refused },
  { actions: ['user.deleted'] },
  { actions: ['master_key.rotated'] },
  { aboutUserId: seededEvents.person(17) },
  { aboutUserId: seededEvents.person(17), actions: refused },
  { aboutUserId: seededEvents.person(999_999) },
  { applicationId: seededEvents.application(3) },
  { applicationId: seededEvents.application(99) },
  { ip: '192.0.2.77' },
  { ip: '198.51.100.1' },
  { search: 'p17 sig' },
  { search: 'n123456' },
  { search: 'n123 opened' },
  { search: 'p555 opened example' },
  { search: 'op' },
  { search: 'example' },
  { search: 'nobody' },
  { from: daysAgo(1) },
  { to: daysAgo(300) },
  { from: daysAgo(200), to: daysAgo(199) },
  { from: daysAgo(200), to: daysAgo(199), actions: ['user.edited'] },
  { to: daysAgo(300), aboutUserId: seededEvents.person(17) },
];
const pages = filters.flatMap((filter): AuditEventQuery[] => [
  { ...filter, take: 51 },
  { ...filter, take: 51, before: BigInt(count / 2) },
  { ...filter, take: 51, after: BigInt(count - 100), oldestFirst: true },
]);

let database: OpenedDatabase;
let tenantId: TenantId;

beforeAll(async () => {
  const url = await createServerDatabase('migrated');
  database = await openDatabase({ kind: 'server', url, maxConnections: 1 });
  tenantId = (await buildTenant(database.client)).id;
  await seedEvents(database.client, tenantId, { count, days: 365, now });
}, 180_000);

afterAll(() => database.close());

it('reads no page of 200,000 events row by row, whatever the filters', async () => {
  for (const query of pages) {
    const said = JSON.stringify(query, (_name, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    const words = toSearchWords(query.search ?? '');
    const [search] =
      words.length > 0 ? await planSearch(database.client, tenantId, query, words) : [];
    const plan = await explain(search?.sql ?? selectAuditEvents(tenantId, query));
    expect.soft(plan.scans, said).not.toContain('Seq Scan');
    expect
      .soft(plan.rowsTouched, `${said} ${plan.scans.join()}`)
      .toBeLessThanOrEqual(query.search ? walkedRows : fewRows);
  }
}, 120_000);

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

async function explain(sql: Prisma.Sql) {
  const rows = await database.client.$queryRaw<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(
    Prisma.sql`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
  );
  const nodes = rows.flatMap((row) => nodesOf(row['QUERY PLAN'][0].Plan));
  const scans = nodes.filter((node) => node['Node Type'].includes('Scan'));
  return {
    scans: scans.map((node) => node['Node Type']),
    rowsTouched: Math.max(...scans.map(rowsOf)),
  };
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function rowsOf(node: PlanNode): number {
  const removed =
    (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return (node['Actual Rows'] + removed) * node['Actual Loops'];
}
