/** Pages of the list of people: 100,000 of them against 1,000, on a PostgreSQL server. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { applyMigrations } from '@/lib/db/migrations';
import { openDatabase, type OpenedDatabase } from '@/lib/db/open-database';
import { insertTenant } from '@/lib/db/tenants';
import { countUsers, listUsers, type UserListQuery } from '@/lib/db/user-lists';
import { startPostgresServer, stopPostgresServer } from '@/lib/testing/postgres-server';
import { seedCrowd } from '@/lib/testing/seed-crowd';
import type { TenantId } from '@/lib/shared/tenant-id';
import { measure } from './measure';
import type { Result } from './result';

const now = new Date('2026-11-23T10:00:00Z');
const countLimit = 1001;
const plain: UserListQuery = {
  ...{ search: '', state: null, role: null, lastSignIn: null, now },
  ...{ sort: 'login', descending: false, from: null, take: 50 },
};
const cursor = { value: 'p000500@example.com', id: '019ab0c0-0000-7000-8000-000000000000' };

/** Pages with as many people, and as many counted, among 1,000 as among 100,000. */
const full: readonly UserListQuery[] = [
  plain,
  { ...plain, from: { cursor, direction: 'after' } },
  { ...plain, sort: 'name' },
  { ...plain, sort: 'last_sign_in', descending: true },
  { ...plain, sort: 'created', descending: true },
];

/** What an admin does with the list in a morning; some of it is rare among 1,000 people. */
const morning: readonly UserListQuery[] = [
  ...full,
  { ...plain, state: 'invited' },
  { ...plain, role: 'OWNER' },
  { ...plain, search: 'p000123@exam' },
];

/** Measures one visitor after another going through the same pages, each with its count. */
export async function benchPeople(folder: string): Promise<Result[]> {
  const home = join(folder, 'people');
  mkdirSync(home);
  const server = await startPostgresServer(home, { durable: true });
  const few = await openDatabase({ kind: 'server', url: `${server.url}/postgres` });
  await few.client.$executeRawUnsafe('CREATE DATABASE many');
  const many = await openDatabase({ kind: 'server', url: `${server.url}/many` });
  try {
    const fewId = await seed(few, 1000);
    const manyId = await seed(many, 100_000);
    const race = async (what: string, visits: readonly UserListQuery[]): Promise<Result> => {
      const [base = 0, ours = 0] = await measure(
        [
          { name: 'few', run: () => visit(few, fewId, visits) },
          { name: 'many', run: () => visit(many, manyId, visits) },
        ],
        { concurrency: 4, turns: 3, turnMs: 3000 },
      );
      const sides = { base: '1,000 people', ours: '100,000 people' };
      return { what, ...sides, unit: '/s', values: [base, ours] };
    };
    return [
      await race('Full pages of the list of people, four visitors', full),
      await race('A morning with the list of people, four visitors', morning),
    ];
  } finally {
    await few.close();
    await many.close();
    await stopPostgresServer(server.pid);
  }
}

async function seed(database: OpenedDatabase, count: number): Promise<TenantId> {
  await applyMigrations(database);
  const publicUrl = 'https://bench.example.com';
  const { id } = await insertTenant(database.client, { name: 'Bench', publicUrl });
  await seedCrowd(database.client, id, { count, now });
  return id;
}

let turn = 0;

async function visit(
  { client }: OpenedDatabase,
  tenantId: TenantId,
  visits: readonly UserListQuery[],
): Promise<void> {
  turn += 1;
  const query = visits[turn % visits.length] ?? plain;
  const rows = await listUsers(client, tenantId, query);
  // Who fits on the first page is counted already.
  if (query.from === null && rows.length <= query.take) return;
  await countUsers(client, tenantId, { filters: query, limit: countLimit });
}
