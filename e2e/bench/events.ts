/** Pages of the event log: 1,000,000 events against 1,000, on a PostgreSQL server. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { listAuditEvents, type AuditEventQuery } from '@/lib/db/audit-events';
import { applyMigrations } from '@/lib/db/migrations';
import { openDatabase, type OpenedDatabase } from '@/lib/db/open-database';
import { insertTenant } from '@/lib/db/tenants';
import type { TenantId } from '@/lib/shared/tenant-id';
import { startPostgresServer, stopPostgresServer } from '@/lib/testing/postgres-server';
import { seededEvents, seedEvents } from '@/lib/testing/seed-events';
import { measure } from './measure';
import type { Result } from './result';

const now = new Date('2026-11-23T10:00:00Z');
const monthAgo = new Date(now.getTime() - 30 * 24 * 3600 * 1000);
const plain: AuditEventQuery = { take: 51 };

/** Pages that are full among 1,000 events already, so that both sides have as much to give. */
const full: readonly AuditEventQuery[] = [
  plain,
  { ...plain, before: 500n },
  { ...plain, actions: ['application.refused', 'user.sign_in_refused'] },
  { ...plain, applicationId: seededEvents.application(3) },
  { ...plain, from: monthAgo },
  { ...plain, to: monthAgo },
];

/** What an auditor looks for in a morning; some of it is rare among 1,000 events. */
const morning: readonly AuditEventQuery[] = [
  ...full,
  { ...plain, actions: ['user.edited', 'user.deleted'] },
  { ...plain, aboutUserId: seededEvents.person(17) },
  { ...plain, ip: '192.0.2.77' },
  { ...plain, search: 'n777 opened' },
];

/** Measures one visitor after another going through the same pages. */
export async function benchEvents(folder: string): Promise<Result[]> {
  const home = join(folder, 'events');
  mkdirSync(home);
  const server = await startPostgresServer(home, { durable: true });
  const few = await openDatabase({ kind: 'server', url: `${server.url}/postgres` });
  await few.client.$executeRawUnsafe('CREATE DATABASE many');
  const many = await openDatabase({ kind: 'server', url: `${server.url}/many` });
  try {
    const fewId = await seed(few, 1000);
    const manyId = await seed(many, 1_000_000);
    const race = async (what: string, visits: readonly AuditEventQuery[]): Promise<Result> => {
      const [base = 0, ours = 0] = await measure(
        [
          { name: 'few', run: () => visit(few, fewId, visits) },
          { name: 'many', run: () => visit(many, manyId, visits) },
        ],
        { concurrency: 4, turns: 3, turnMs: 3000 },
      );
      const sides = { base: '1,000 events', ours: '1,000,000 events' };
      return { what, ...sides, unit: '/s', values: [base, ours] };
    };
    return [
      await race('Full pages of the event log, four visitors', full),
      await race('A morning with the event log, four visitors', morning),
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
  await seedEvents(database.client, id, { count, days: 365, now });
  return id;
}

let turn = 0;

async function visit(
  { client }: OpenedDatabase,
  tenantId: TenantId,
  visits: readonly AuditEventQuery[],
): Promise<void> {
  turn += 1;
  await listAuditEvents(client, tenantId, visits[turn % visits.length] ?? plain);
}
