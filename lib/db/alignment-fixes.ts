/** Lines of a report whose spelling is taken over from Okta, or put back. */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

interface Run {
  readonly tenantId: TenantId;
  readonly runId: string;
}

/** Which lines: those still spelt differently, or those taken over already. */
export interface FixQuery extends Run {
  readonly isFixed: boolean;
}

const columns = { position: true, userId: true, ourLogin: true, oktaLogin: true } as const;

/** A line of a login that is spelt differently. */
export type SpellingRow = Awaited<ReturnType<typeof listSpellingRows>>[number];

/** The next lines of people whose login is spelt differently. */
export async function listSpellingRows(
  db: Transaction,
  { tenantId, runId, isFixed }: FixQuery,
  step: { readonly after: number; readonly take: number },
) {
  return db.alignmentRow.findMany({
    where: {
      ...{ tenantId, runId, kind: 'SPELLING' },
      fixedAt: isFixed ? { not: null } : null,
      position: { gt: step.after },
    },
    orderBy: { position: 'asc' },
    take: step.take,
    select: columns,
  });
}

/** How many lines of logins spelt differently there are, taken over or not. */
export async function countSpellingRows(
  db: Transaction,
  { tenantId, runId, isFixed }: FixQuery,
): Promise<number> {
  const where = { tenantId, runId, kind: 'SPELLING' as const };
  return db.alignmentRow.count({ where: { ...where, fixedAt: isFixed ? { not: null } : null } });
}

/** What became of a line: when it was taken over (null: it is not), and why it was passed over. */
export async function setSpellingRow(
  db: Transaction,
  { tenantId, runId }: Run,
  row: {
    readonly position: number;
    readonly fixedAt?: Date | null;
    readonly fixProblem: string | null;
  },
): Promise<void> {
  const { position, ...data } = row;
  await db.alignmentRow.updateMany({ where: { tenantId, runId, position }, data });
}
