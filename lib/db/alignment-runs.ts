/** Comparisons of the people here with those of an Okta organisation. */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import type { AlignmentKind, AlignmentStatus, Prisma } from './generated/client';
import { isUuid } from './is-uuid';

const keptRuns = 10;
const workingStates: AlignmentStatus[] = ['READING', 'COMPARING'];

const runColumns = {
  id: true,
  source: true,
  status: true,
  tokenStatus: true,
  orgUrl: true,
  fileName: true,
  createdById: true,
  createdByLogin: true,
  oktaCount: true,
  ourCount: true,
  comparedCount: true,
  skippedCount: true,
  counts: true,
  waitingUntil: true,
  isCancelWanted: true,
  errorCode: true,
  createdAt: true,
  finishedAt: true,
} as const;

/** A comparison as it is read. */
export type AlignmentRunRow = NonNullable<Awaited<ReturnType<typeof findAlignmentRun>>>;

/** What may change in a comparison. */
export type AlignmentRunChange = Omit<Prisma.AlignmentRunUncheckedUpdateManyInput, 'tenantId'>;

/**
 * Begins a comparison, unless one of the tenant is at work; older ones go, ten stay. Null when one is
 * at work. To be called in a transaction; the tenant's row is locked.
 */
export async function insertAlignmentRun(
  db: Transaction,
  tenantId: TenantId,
  run: Omit<Prisma.AlignmentRunUncheckedCreateInput, 'tenantId' | 'status' | 'id'>,
): Promise<string | null> {
  await db.$queryRaw`SELECT "id" FROM "Tenant" WHERE "id" = ${tenantId}::uuid FOR UPDATE`;
  const working = await db.alignmentRun.findFirst({
    where: { tenantId, status: { in: workingStates } },
    select: { id: true },
  });
  if (working) return null;
  const old = await db.alignmentRun.findMany({
    where: { tenantId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    skip: keptRuns - 1,
    take: keptRuns,
    select: { id: true },
  });
  await db.alignmentRun.deleteMany({ where: { tenantId, id: { in: old.map(({ id }) => id) } } });
  const data = { ...run, tenantId, status: 'READING' as const };
  return (await db.alignmentRun.create({ data, select: { id: true } })).id;
}

/** One comparison. */
export async function findAlignmentRun(db: Transaction, tenantId: TenantId, id: string) {
  if (!isUuid(id)) return null;
  return db.alignmentRun.findFirst({ where: { tenantId, id }, select: runColumns });
}

/** The latest comparisons, newest first. */
export async function listAlignmentRuns(db: Transaction, tenantId: TenantId) {
  return db.alignmentRun.findMany({
    where: { tenantId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: keptRuns,
    select: runColumns,
  });
}

/** Changes a comparison that is (still) at work; false when it is not any more. */
export async function updateWorkingAlignment(
  db: Transaction,
  tenantId: TenantId,
  id: string,
  change: AlignmentRunChange,
): Promise<boolean> {
  const { count } = await db.alignmentRun.updateMany({
    where: { tenantId, id, status: { in: workingStates } },
    data: change,
  });
  return count === 1;
}

/** What became of the token, also after the comparison ended. */
export async function setAlignmentTokenStatus(
  db: Transaction,
  tenantId: TenantId,
  id: string,
  tokenStatus: 'REVOKED' | 'ALIVE',
): Promise<void> {
  await db.alignmentRun.updateMany({ where: { tenantId, id }, data: { tokenStatus } });
}

/**
 * Ends comparisons whose lease is over: the server stopped in the middle. A token in use must be
 * taken for alive. Returns how many there were.
 */
export async function interruptExpiredAlignments(
  db: Transaction,
  tenantId: TenantId,
  now: Date,
): Promise<number> {
  const where = { tenantId, status: { in: workingStates }, leaseUntil: { lte: now } };
  await db.alignmentRun.updateMany({
    where: { ...where, tokenStatus: 'IN_USE' },
    data: { tokenStatus: 'ALIVE' },
  });
  const { count } = await db.alignmentRun.updateMany({
    where,
    data: { status: 'INTERRUPTED', finishedAt: now, waitingUntil: null },
  });
  return count;
}

const rowColumns = {
  position: true,
  kind: true,
  userId: true,
  ourLogin: true,
  ourEmail: true,
  oktaLogin: true,
  oktaEmail: true,
  oktaStatus: true,
  oktaProvider: true,
  firstName: true,
  lastName: true,
  fixedAt: true,
  fixProblem: true,
} as const;

/** A line of the report as it is read. */
export type AlignmentRowRow = Awaited<ReturnType<typeof listAlignmentRows>>[number];

/** Which lines, in the order of the report. */
export interface AlignmentRowQuery {
  readonly runId: string;
  readonly kind: AlignmentKind | null;
  /** The beginning of a login. */
  readonly prefix?: string;
  readonly after: number | null;
  readonly take: number;
}

/** One page of the report. */
export async function listAlignmentRows(
  db: Transaction,
  tenantId: TenantId,
  query: AlignmentRowQuery,
) {
  const { runId, kind, prefix = '', after, take } = query;
  const startsWith = prefix.replace(/[\\%_]/gu, '\\$&');
  const begins = { startsWith, mode: 'insensitive' as const };
  return db.alignmentRow.findMany({
    where: {
      tenantId,
      runId,
      ...(kind ? { kind } : {}),
      ...(after === null ? {} : { position: { gt: after } }),
      ...(prefix === '' ? {} : { OR: [{ ourLogin: begins }, { oktaLogin: begins }] }),
    },
    orderBy: { position: 'asc' },
    take,
    select: rowColumns,
  });
}
