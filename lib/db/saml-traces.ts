import 'server-only';
import { randomUUID } from 'node:crypto';
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import type { Prisma } from './generated/client';
import { isUuid } from './is-uuid';

/** What one HTTP request adds to the trace of its exchange. Null leaves what was there. */
export interface SamlTraceEntry {
  readonly traceId: string;
  readonly kind: 'SSO' | 'IDP_INITIATED' | 'SLO';
  readonly outcome: 'WAITING' | 'SUCCEEDED' | 'REFUSED';
  readonly applicationId: string | null;
  readonly applicationName: string | null;
  readonly issuer: string | null;
  readonly userId: string | null;
  readonly login: string | null;
  readonly loginKey: string | null;
  readonly failedCheck: string | null;
  readonly errorCode: string | null;
  readonly keyFingerprint: string | null;
  readonly startedAt: Date;
  readonly lastAt: Date;
  readonly steps: readonly object[];
  readonly documents: readonly object[];
  /** By the id of the check; a later verdict replaces an earlier one. */
  readonly checks: Readonly<Record<string, object>>;
  readonly okta: object | null;
}

/** Steps and documents kept of one exchange, so that nobody can make a row grow for ever. */
const maxSteps = 40;
const maxDocuments = 12;

/**
 * Adds to a trace, or begins it: one statement. An exchange that succeeded stays so, whatever is tried
 * with its address afterwards.
 */
export async function addToSamlTrace(
  db: Transaction,
  tenantId: TenantId,
  entry: SamlTraceEntry,
): Promise<void> {
  const okta = entry.okta && json(entry.okta);
  await db.$executeRaw`
    INSERT INTO "SamlTrace" AS t ("id", "tenantId", "traceId", "kind", "outcome", "applicationId",
      "applicationName", "issuer", "userId", "login", "loginKey", "failedCheck", "errorCode",
      "keyFingerprint", "startedAt", "lastAt", "steps", "documents", "checks", "okta")
    VALUES (${randomUUID()}::uuid, ${tenantId}::uuid, ${entry.traceId},
      ${entry.kind}::"SamlTraceKind", ${entry.outcome}::"SamlTraceOutcome",
      ${entry.applicationId}::uuid, ${entry.applicationName}, ${entry.issuer && plain(entry.issuer)},
      ${entry.userId}::uuid, ${entry.login}, ${entry.loginKey}, ${entry.failedCheck},
      ${entry.errorCode}, ${entry.keyFingerprint}, ${entry.startedAt}::timestamptz,
      ${entry.lastAt}::timestamptz, ${json(entry.steps)}::jsonb, ${json(entry.documents)}::jsonb,
      ${json(entry.checks)}::jsonb, ${okta}::jsonb)
    ON CONFLICT ("tenantId", "traceId") DO UPDATE SET
      "outcome" = CASE WHEN t."outcome" = 'SUCCEEDED' THEN t."outcome" ELSE excluded."outcome" END,
      "applicationId" = COALESCE(t."applicationId", excluded."applicationId"),
      "applicationName" = COALESCE(t."applicationName", excluded."applicationName"),
      "issuer" = COALESCE(t."issuer", excluded."issuer"),
      "userId" = COALESCE(excluded."userId", t."userId"),
      "login" = COALESCE(excluded."login", t."login"),
      "loginKey" = COALESCE(excluded."loginKey", t."loginKey"),
      "failedCheck" = CASE WHEN t."outcome" = 'SUCCEEDED' THEN NULL ELSE excluded."failedCheck" END,
      "errorCode" = CASE WHEN t."outcome" = 'SUCCEEDED' THEN NULL ELSE excluded."errorCode" END,
      "keyFingerprint" = COALESCE(excluded."keyFingerprint", t."keyFingerprint"),
      "lastAt" = excluded."lastAt",
      "steps" = CASE WHEN jsonb_array_length(t."steps") < ${maxSteps}
        THEN t."steps" || excluded."steps" ELSE t."steps" END,
      "documents" = CASE WHEN jsonb_array_length(t."documents") < ${maxDocuments}
        THEN t."documents" || excluded."documents" ELSE t."documents" END,
      "checks" = t."checks" || excluded."checks",
      "okta" = COALESCE(excluded."okta", t."okta")`;
}

/** JSON without what PostgreSQL refuses in it: NUL, and halves of surrogate pairs. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(/\\u(?:0000|d[89a-f][0-9a-f]{2})/giu, '\\ufffd');
}

function plain(text: string): string {
  return Buffer.from(text).toString().replaceAll('\0', '');
}

const summary = {
  id: true,
  traceId: true,
  kind: true,
  outcome: true,
  applicationId: true,
  applicationName: true,
  issuer: true,
  login: true,
  failedCheck: true,
  startedAt: true,
} as const;

/** A trace in the list. */
export type SamlTraceSummaryRow = Awaited<ReturnType<typeof listSamlTraces>>[number];

/** Which traces, newest first. What is null does not limit. */
export interface SamlTraceQuery {
  readonly traceId: string | null;
  /** Beginning of a login in its key form. */
  readonly loginKey: string | null;
  /** Beginning of the name of an application, or of an Issuer; either this or the login matches. */
  readonly name: string | null;
  readonly userId: string | null;
  readonly applicationId: string | null;
  readonly outcome: SamlTraceEntry['outcome'] | null;
  readonly from: Date | null;
  readonly after: { readonly startedAt: Date; readonly id: string } | null;
  readonly take: number;
}

/** Traces of a tenant, newest first. */
export async function listSamlTraces(db: Transaction, tenantId: TenantId, query: SamlTraceQuery) {
  return db.samlTrace.findMany({
    where: { tenantId, AND: conditionsOf(query) },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: query.take,
    select: summary,
  });
}

function conditionsOf(query: SamlTraceQuery): Prisma.SamlTraceWhereInput[] {
  const { traceId, loginKey, name, userId, applicationId, outcome, from, after } = query;
  const words: Prisma.SamlTraceWhereInput[] = [
    ...(loginKey ? [{ loginKey: { startsWith: loginKey } }] : []),
    ...(name
      ? (['applicationName', 'issuer'] as const).map((column) => ({
          [column]: { startsWith: name, mode: 'insensitive' as const },
        }))
      : []),
  ];
  return [
    ...(traceId ? [{ traceId }] : []),
    ...(words.length > 0 ? [{ OR: words }] : []),
    ...(userId ? [{ userId }] : []),
    ...(applicationId ? [{ applicationId }] : []),
    ...(outcome ? [{ outcome }] : []),
    ...(from ? [{ startedAt: { gte: from } }] : []),
    ...(after
      ? [
          { startedAt: { lte: after.startedAt } },
          { OR: [{ startedAt: { lt: after.startedAt } }, { id: { lt: after.id } }] },
        ]
      : []),
  ];
}

/** Whether a tenant has any trace. */
export async function hasSamlTraces(db: Transaction, tenantId: TenantId): Promise<boolean> {
  return (await db.samlTrace.findFirst({ where: { tenantId }, select: { id: true } })) !== null;
}

/** Everything about one trace. */
export async function findSamlTrace(db: Transaction, tenantId: TenantId, traceId: string) {
  return db.samlTrace.findUnique({
    where: { tenantId_traceId: { tenantId, traceId } },
    select: {
      ...summary,
      userId: true,
      errorCode: true,
      keyFingerprint: true,
      lastAt: true,
      steps: true,
      documents: true,
      checks: true,
      okta: true,
    },
  });
}

/** What became of a stored request, for telling why it cannot be gone on with. */
export async function findRequestFate(db: Transaction, tenantId: TenantId, id: string) {
  if (!isUuid(id)) return null;
  return db.pendingSamlRequest.findFirst({
    where: { tenantId, id },
    select: { consumedAt: true, expiresAt: true, traceId: true, applicationId: true },
  });
}

/** How many days the traces of a tenant are kept. */
export async function findTraceRetention(db: Transaction, tenantId: TenantId): Promise<number> {
  const where = { id: tenantId };
  const select = { traceRetentionDays: true };
  return (await db.tenant.findUniqueOrThrow({ where, select })).traceRetentionDays;
}

/** Sets how many days traces are kept. */
export async function updateTraceRetention(
  db: Transaction,
  tenantId: TenantId,
  days: number,
): Promise<void> {
  await db.tenant.update({ where: { id: tenantId }, data: { traceRetentionDays: days } });
}

/** Every tenant, for the schedule. Without a tenant id by nature. */
export async function listTenantIds(db: Transaction): Promise<TenantId[]> {
  const rows = await db.tenant.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  return rows.map(({ id }) => asTenantId(id));
}

/** Removes traces older than a moment, and beyond so many the oldest; returns how many went. */
export async function removeOldSamlTraces(
  db: Transaction,
  tenantId: TenantId,
  keep: { readonly since: Date; readonly most: number },
): Promise<number> {
  const old = await db.samlTrace.deleteMany({
    where: { tenantId, startedAt: { lt: keep.since } },
  });
  const [first] = await db.samlTrace.findMany({
    where: { tenantId },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    skip: keep.most,
    take: 1,
    select: { startedAt: true },
  });
  if (!first) return old.count;
  const beyond = await db.samlTrace.deleteMany({
    where: { tenantId, startedAt: { lte: first.startedAt } },
  });
  return old.count + beyond.count;
}
