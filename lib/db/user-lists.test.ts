import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildApplication, buildTenant } from '@/lib/testing/builders';
import { createServerDatabase } from '@/lib/testing/test-databases';
import { seedCrowd } from '@/lib/testing/seed-crowd';
import type { TenantId } from '@/lib/shared/tenant-id';
import { chosenPeopleSql, countChosenPeople, peopleLosingSql } from './application-access';
import { Prisma } from './generated/client';
import { openDatabase, type OpenedDatabase } from './open-database';
import { userCountSql, userListSql, type UserListQuery } from './user-lists';

const now = new Date('2026-11-23T10:00:00Z');
const crowd = 100_000;
/** Index entries and rows a page may touch before it is no better than reading everybody. */
const fewRows = crowd / 4;

const plain: UserListQuery = {
  ...{ search: '', state: null, role: null, lastSignIn: null, now },
  ...{ sort: 'login', descending: false, from: null, take: 50 },
};
const id = '019ab0c0-0000-7000-8000-000000000000';
const smallGroup = '019ab0c0-0000-7000-8000-000000000001';
const largeGroup = '019ab0c0-0000-7000-8000-000000000002';
const monthAgo = new Date(now.getTime() - 30 * 24 * 3600 * 1000);
const cursors = {
  login: 'p050000@example.com',
  name: 'name 50 first',
  last_sign_in: monthAgo.toISOString(),
  created: '',
};
const sorts = ['login', 'name', 'last_sign_in', 'created'] as const;
const filters: Partial<UserListQuery>[] = [
  {},
  { search: 'p05' },
  { search: 'example' },
  { search: 'p012345 crowd' },
  { search: 'nobody' },
  { search: 'p012345@example.com' },
  { state: 'enrolled' },
  { state: 'invited' },
  { state: 'not_enrolled' },
  { state: 'disabled' },
  { role: 'OWNER' },
  { role: 'NONE' },
  { lastSignIn: { since: monthAgo } },
  { lastSignIn: { notSince: monthAgo } },
  { lastSignIn: { never: true } },
  { groupId: smallGroup },
  { groupId: smallGroup, search: 'p0123' },
  { groupId: largeGroup },
];

let database: OpenedDatabase;
let tenantId: TenantId;

beforeAll(async () => {
  const url = await createServerDatabase('migrated');
  database = await openDatabase({ kind: 'server', url, maxConnections: 1 });
  tenantId = (await buildTenant(database.client)).id;
  await seedCrowd(database.client, tenantId, { count: crowd, now });
  await seedGroups();
}, 180_000);

afterAll(() => database.close());

async function seedGroups(): Promise<void> {
  for (const [groupId, share] of [
    [smallGroup, 2000],
    [largeGroup, 2],
  ] as const) {
    await database.client.group.create({
      data: { tenantId, id: groupId, name: groupId, nameKey: groupId },
    });
    await database.client.$executeRaw`
      INSERT INTO "GroupMember" ("tenantId", "groupId", "userId")
      SELECT "tenantId", ${groupId}::uuid, "id" FROM "User"
      WHERE "tenantId" = ${tenantId}::uuid AND substring("login" FROM 2 FOR 6)::int % ${share} = 0`;
  }
  await database.client.$executeRawUnsafe('VACUUM ANALYZE "GroupMember"');
}

const pages = sorts.flatMap((sort) =>
  filters.flatMap((filter) =>
    [false, true].flatMap((descending) =>
      [null, 'after' as const, 'before' as const].map((direction): UserListQuery => {
        const from = direction && { cursor: { value: cursors[sort], id }, direction };
        return { ...plain, ...filter, sort, descending, from };
      }),
    ),
  ),
);

it('reads no page of 100,000 people row by row, whatever the filter and the order', async () => {
  for (const query of pages) {
    const plan = await explain(userListSql(tenantId, query));
    expect.soft(plan.scans, JSON.stringify(query)).not.toContain('Seq Scan');
    expect.soft(plan.rowsTouched, JSON.stringify({ query, plan })).toBeLessThanOrEqual(fewRows);
  }
}, 120_000);

it('counts no further than it shows', async () => {
  for (const filter of filters) {
    const { rowsTouched } = await explain(
      userCountSql(tenantId, { filters: { ...plain, ...filter }, limit: 1001 }),
    );
    expect.soft(rowsTouched, JSON.stringify(filter)).toBeLessThanOrEqual(fewRows);
  }
}, 60_000);

it('counts who has access to an application without reading everybody', async () => {
  const applicationId = (await buildApplication(database.client, tenantId)).id;
  const limit = 5000;
  for (const groupId of [smallGroup, largeGroup]) {
    await database.client.applicationGroup.create({ data: { tenantId, applicationId, groupId } });
  }
  await database.client.$executeRaw`
    INSERT INTO "ApplicationUser" ("tenantId", "applicationId", "userId")
    SELECT "tenantId", ${applicationId}::uuid, "id" FROM "User"
    WHERE "tenantId" = ${tenantId}::uuid LIMIT 4000`;
  await database.client.$executeRawUnsafe('ANALYZE "ApplicationUser"');
  const target = { applicationId, limit };
  for (const sql of [
    chosenPeopleSql(tenantId, target),
    peopleLosingSql(tenantId, { ...target, groupIds: [largeGroup], userIds: [] }),
    peopleLosingSql(tenantId, { ...target, groupIds: [smallGroup], userIds: [id] }),
  ]) {
    const { rowsTouched } = await explain(sql);
    expect.soft(rowsTouched).toBeLessThanOrEqual(2 * limit);
  }
  const counted = await countChosenPeople(database.client, tenantId, target);
  expect(counted.isCut).toBe(true);
}, 60_000);

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
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
  return node['Actual Rows'] + removed;
}
