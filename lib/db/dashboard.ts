/** What the dashboard counts: every query is bounded, however much has happened. */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** How often something happened on a day. */
export interface DailyCount {
  readonly day: Date;
  readonly action: string;
  readonly reason: string;
  readonly count: number;
}

/** The counts of some actions since a day (UTC); a few rows a day, kept beside the events. */
export async function listDailyCounts(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly actions: readonly string[]; readonly since: Date },
): Promise<readonly DailyCount[]> {
  return db.auditDailyCount.findMany({
    where: { tenantId, action: { in: [...query.actions] }, day: { gte: query.since } },
    select: { day: true, action: true, reason: true, count: true },
  });
}

/** The owners who can sign in, with how many passkeys each has. */
export async function listActiveOwners(db: Transaction, tenantId: TenantId) {
  const rows = await db.user.findMany({
    where: { tenantId, role: 'OWNER', disabledAt: null, enrolledAt: { not: null } },
    orderBy: { loginKey: 'asc' },
    take: 100,
    select: {
      id: true,
      firstName: true,
      lastName: true,
      _count: { select: { authenticators: true } },
    },
  });
  return rows.map(({ _count, ...owner }) => ({ ...owner, passkeys: _count.authenticators }));
}

/** Set-up runs whose token must be taken for alive, newest first. */
export async function listRunsWithLiveToken(db: Transaction, tenantId: TenantId) {
  return db.setupRun.findMany({
    where: { tenantId, tokenStatus: 'ALIVE' },
    orderBy: { createdAt: 'desc' },
    take: 3,
    select: { id: true, orgUrl: true },
  });
}
