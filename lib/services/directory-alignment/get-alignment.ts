import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import {
  findAlignmentRun,
  interruptExpiredAlignments,
  listAlignmentRows,
  listAlignmentRuns,
  type AlignmentRowRow,
  type AlignmentRunRow,
} from '@/lib/db/alignment-runs';
import { getDatabase } from '@/lib/db/database';
import {
  alignmentCountsSchema,
  type AlignmentFilter,
  type AlignmentPage,
  type AlignmentRowView,
  type AlignmentSummary,
} from '@/lib/schemas/alignment';
import { explainReason } from '@/lib/schemas/audit-events';
import { AppError } from '@/lib/shared/errors';

const pageSize = 50;

/** One comparison, or `alignment.not_found`. */
export async function getAlignment(actor: Actor, id: string): Promise<AlignmentSummary> {
  actor.requirePerson('alignment.read');
  await interruptExpiredAlignments(getDatabase(), actor.tenantId, new Date());
  const run = await findAlignmentRun(getDatabase(), actor.tenantId, id);
  if (!run) throw new AppError('alignment.not_found');
  return toSummary(run);
}

/** The latest comparisons, newest first. */
export async function listAlignments(actor: Actor): Promise<readonly AlignmentSummary[]> {
  actor.requirePerson('alignment.read');
  await interruptExpiredAlignments(getDatabase(), actor.tenantId, new Date());
  return (await listAlignmentRuns(getDatabase(), actor.tenantId)).map(toSummary);
}

/** One page of a report. */
export async function getAlignmentPage(
  actor: Actor,
  id: string,
  filter: AlignmentFilter,
): Promise<AlignmentPage> {
  actor.requirePerson('alignment.read');
  const rows = await listAlignmentRows(getDatabase(), actor.tenantId, {
    runId: id,
    kind: filter.kind,
    prefix: filter.q,
    after: filter.after,
    take: pageSize + 1,
  });
  const page = rows.slice(0, pageSize);
  const next = rows.length > pageSize ? (page.at(-1)?.position ?? null) : null;
  return { rows: page.map(toRowView), next };
}

function toSummary(run: AlignmentRunRow): AlignmentSummary {
  const { createdAt, finishedAt, waitingUntil, orgUrl, fileName, errorCode, counts } = run;
  return {
    id: run.id,
    from: orgUrl === null ? (fileName ?? '') : new URL(orgUrl).host,
    source: run.source,
    status: run.status,
    tokenStatus: run.tokenStatus,
    createdByLogin: run.createdByLogin,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt ? finishedAt.toISOString() : null,
    oktaCount: run.oktaCount,
    ourCount: run.ourCount,
    comparedCount: run.comparedCount,
    skippedCount: run.skippedCount,
    counts: alignmentCountsSchema.safeParse(counts).data ?? {},
    waitingUntil: waitingUntil ? waitingUntil.toISOString() : null,
    isCancelWanted: run.isCancelWanted,
    problem: errorCode === null ? null : explainReason(errorCode),
  };
}

function toRowView(row: AlignmentRowRow): AlignmentRowView {
  const { position, kind, userId, ourLogin, ourEmail } = row;
  const { oktaLogin, oktaEmail, oktaStatus, oktaProvider } = row;
  return {
    ...{ position, kind, userId, ourLogin, ourEmail },
    ...{ oktaLogin, oktaEmail, oktaStatus, oktaProvider },
  };
}
