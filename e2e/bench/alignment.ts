/** Comparing people with Okta: 100,000 on both sides against 1,000, and what memory it takes. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  analyseStagedPeople,
  compareNextPeople,
  forgetStaged,
  reportUnmatched,
  stagePeople,
  type StagedPerson,
} from '@/lib/db/alignment-people';
import { applyMigrations } from '@/lib/db/migrations';
import { openDatabase, type OpenedDatabase } from '@/lib/db/open-database';
import { insertAlignmentRun } from '@/lib/db/alignment-runs';
import { insertTenant } from '@/lib/db/tenants';
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';
import { startPostgresServer, stopPostgresServer } from '@/lib/testing/postgres-server';
import { seedCrowd } from '@/lib/testing/seed-crowd';
import type { Result } from './result';

const now = new Date('2026-11-23T10:00:00Z');
const pageSize = 200;
const stepSize = 1_000;
const megabyte = 1024 * 1024;

/** Measures one whole comparison of each size, pages of 200 as Okta gives them. */
export async function benchAlignment(folder: string): Promise<Result> {
  const home = join(folder, 'alignment');
  mkdirSync(home);
  const server = await startPostgresServer(home, { durable: true });
  const database = await openDatabase({ kind: 'server', url: `${server.url}/postgres` });
  try {
    await applyMigrations(database);
    const few = await compare(database, 1_000);
    const many = await compare(database, 100_000);
    const memory = `peak memory ${many.peak.toFixed(0)} MB over the start, ${few.peak.toFixed(0)} MB with 1,000`;
    return {
      what: `People compared with Okta; ${memory}`,
      base: '1,000 people on both sides',
      ours: '100,000 people on both sides',
      unit: '/s',
      values: [few.rate, many.rate],
    };
  } finally {
    await database.close();
    await stopPostgresServer(server.pid);
  }
}

async function compare({ client }: OpenedDatabase, count: number) {
  const publicUrl = `https://bench-${String(count)}.example.com`;
  const { id } = await insertTenant(client, { name: 'Bench', publicUrl });
  const tenantId = asTenantId(id);
  await seedCrowd(client, tenantId, { count, now });
  await client.$executeRawUnsafe('VACUUM ANALYZE');
  const run = { source: 'TOKEN', createdById: id, createdByLogin: 'bench' } as const;
  const runId = await client.$transaction((tx) => insertAlignmentRun(tx, tenantId, run));
  if (runId === null) throw new Error('Another comparison is at work');
  globalThis.gc?.();
  const start = process.memoryUsage().rss;
  let peak = start;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const began = performance.now();
  await align(client, { tenantId, runId }, count);
  const seconds = (performance.now() - began) / 1000;
  clearInterval(timer);
  const lines = await client.alignmentRow.count({ where: { tenantId } });
  if (lines !== count) throw new Error(`The report has ${String(lines)} lines`);
  return { rate: count / seconds, peak: (peak - start) / megabyte };
}

/** What the service does, page by page and step by step. */
async function align(
  client: OpenedDatabase['client'],
  run: { readonly tenantId: TenantId; readonly runId: string },
  count: number,
): Promise<void> {
  for (let from = 0; from < count; from += pageSize) {
    await stagePeople(client, run, from, pageOf(from, Math.min(pageSize, count - from)));
  }
  await analyseStagedPeople(client);
  let position = 0;
  for (let after = ''; ;) {
    const done = await compareNextPeople(client, run, { after, take: stepSize, position });
    if (done === null) break;
    after = done.lastLoginKey;
    position += done.count;
  }
  for (let from = 0; from < count; from += stepSize) {
    position += await reportUnmatched(client, run, { from, take: stepSize, position });
  }
  await forgetStaged(client, run, { withReport: false });
}

/** Okta's side: nearly everybody the same, every tenth under another login. */
function pageOf(from: number, size: number): readonly StagedPerson[] {
  return Array.from({ length: size }, (_, index) => {
    const number = String(from + index + 1).padStart(6, '0');
    const email = `p${number}@example.com`;
    const login = (from + index) % 10 === 0 ? `other${number}@example.com` : email;
    const keys = { loginKey: login, aliasKey: login, emailKey: email };
    const rest = { firstName: 'Pat', lastName: number, status: 'ACTIVE', provider: 'OKTA' };
    return { login, email, ...keys, ...rest };
  });
}
