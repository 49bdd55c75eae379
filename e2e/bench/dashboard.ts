/** The dashboard's own queries: 1,000,000 events and 100,000 people against 1,000 of each. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { listDailyCounts } from '@/lib/db/dashboard';
import { applyMigrations } from '@/lib/db/migrations';
import { openDatabase, type OpenedDatabase } from '@/lib/db/open-database';
import { countPeopleByState } from '@/lib/db/people-counts';
import { listSignInOutcomes } from '@/lib/db/routing-watches';
import { insertTenant } from '@/lib/db/tenants';
import type { TenantId } from '@/lib/shared/tenant-id';
import { buildApplication } from '@/lib/testing/builders';
import { startPostgresServer, stopPostgresServer } from '@/lib/testing/postgres-server';
import { seedCrowd } from '@/lib/testing/seed-crowd';
import { measure } from './measure';
import type { Result } from './result';

const now = new Date('2026-11-23T10:00:00Z');
const since = new Date('2026-10-25T00:00:00Z');
const applicationIdStart = '00000000-0000-4000-8000-00000000000';
const applicationIds = Array.from(
  { length: 5 },
  (_, index) => `${applicationIdStart}${String(index)}`,
);

/** Measures one look at what happened after another: events first, then the people. */
export async function benchDashboard(folder: string): Promise<Result[]> {
  const home = join(folder, 'dashboard');
  mkdirSync(home);
  const server = await startPostgresServer(home, { durable: true });
  const few = await openDatabase({ kind: 'server', url: `${server.url}/postgres` });
  await few.client.$executeRawUnsafe('CREATE DATABASE many');
  const many = await openDatabase({ kind: 'server', url: `${server.url}/many` });
  try {
    const fewId = await seed(few, { events: 1000, people: 1000 });
    const manyId = await seed(many, { events: 1_000_000, people: 100_000 });
    const race = { concurrency: 4, turns: 3, turnMs: 2000 };
    const events = await measure(
      [
        { name: 'few', run: () => lookAtEvents(few, fewId) },
        { name: 'many', run: () => lookAtEvents(many, manyId) },
      ],
      race,
    );
    const people = await measure(
      [
        { name: 'few', run: () => countPeopleByState(few.client, fewId, now) },
        { name: 'many', run: () => countPeopleByState(many.client, manyId, now) },
      ],
      race,
    );
    return [
      toResult('Dashboard: sign-ins and health, four visitors', 'events', '1,000,000', events),
      toResult('Dashboard: people by state, four visitors', 'people', '100,000', people),
    ];
  } finally {
    await few.close();
    await many.close();
    await stopPostgresServer(server.pid);
  }
}

function toResult(what: string, things: string, many: string, rates: readonly number[]): Result {
  const [base = 0, ours = 0] = rates;
  return {
    what,
    base: `1,000 ${things}`,
    ours: `${many} ${things}`,
    unit: '/s',
    values: [base, ours],
  };
}

async function lookAtEvents({ client }: OpenedDatabase, tenantId: TenantId): Promise<void> {
  await listDailyCounts(client, tenantId, {
    actions: ['user.signed_in', 'user.sign_in_refused', 'application.refused'],
    since,
  });
  await listSignInOutcomes(client, tenantId, { applicationIds, since, take: 50 });
}

/** Events over a month, and their counts by day as the audit keeps them. */
async function seed(
  database: OpenedDatabase,
  size: { readonly events: number; readonly people: number },
): Promise<TenantId> {
  await applyMigrations(database);
  const { client } = database;
  const publicUrl = 'https://bench.example.com';
  const { id } = await insertTenant(client, { name: 'Bench', publicUrl });
  await seedCrowd(client, id, { count: size.people, now });
  for (const applicationId of applicationIds) {
    await buildApplication(client, id, { id: applicationId });
  }
  await client.$executeRaw`
    INSERT INTO "AuditEvent" ("id", "tenantId", "occurredAt", "actorKind", "actorLabel", "action",
      "targetType", "targetId", "targetLabel", "sequence")
    SELECT gen_random_uuid(), ${id}::uuid,
      ${since.toISOString()}::timestamptz + (n::float8 / ${size.events}) * interval '29 days',
      'PERSON', 'ada@example.com',
      CASE WHEN n % 20 = 0 THEN 'application.refused' ELSE 'application.opened' END,
      'application', ${applicationIdStart} || n % 5, 'Application', n
    FROM generate_series(1, ${size.events}::int) n`;
  await client.$executeRaw`
    INSERT INTO "AuditDailyCount" ("tenantId", "day", "action", "reason", "count")
    SELECT "tenantId", ("occurredAt" AT TIME ZONE 'UTC')::date, "action", '', count(*)::int
    FROM "AuditEvent" GROUP BY 1, 2, 3`;
  await client.$executeRawUnsafe('VACUUM ANALYZE');
  return id;
}
