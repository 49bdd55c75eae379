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
import { countSpellingRows } from '@/lib/db/alignment-fixes';
import { getDatabase } from '@/lib/db/database';
import {
  alignmentCountsSchema,
  type AlignmentFilter,
  type AlignmentPage,
  type AlignmentRowView,
  type AlignmentSummary,
  type SpellingCounts,
  type SpellingView,
} from '@/lib/schemas/alignment';
import { explainReason } from '@/lib/schemas/audit-events';
import { AppError } from '@/lib/shared/errors';
import { judgeSpelling, readSpellingScene, toChange, type SpellingScene } from './judge-spelling';

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
  return { rows: await toRowViews(actor, page), next };
}

/** How many of the logins that are spelt differently were taken over from Okta. */
export async function countSpelling(actor: Actor, id: string): Promise<SpellingCounts> {
  actor.requirePerson('alignment.read');
  const run = { tenantId: actor.tenantId, runId: id };
  return {
    takenOver: await countSpellingRows(getDatabase(), { ...run, isFixed: true }),
    different: await countSpellingRows(getDatabase(), { ...run, isFixed: false }),
  };
}

/** What would be done about a spelling is judged by what there is now. */
async function toRowViews(
  actor: Actor,
  rows: readonly AlignmentRowRow[],
): Promise<readonly AlignmentRowView[]> {
  const open = rows.filter(({ kind, fixedAt }) => kind === 'SPELLING' && fixedAt === null);
  const scene = await readSpellingScene(getDatabase(), actor, open.map(toChange));
  return rows.map((row) => ({ ...toRowView(row), spelling: toSpelling(actor, row, scene) }));
}

function toSpelling(actor: Actor, row: AlignmentRowRow, scene: SpellingScene): SpellingView | null {
  if (row.kind !== 'SPELLING') return null;
  if (row.fixedAt !== null) {
    const problem = row.fixProblem === null ? null : explainReason(row.fixProblem);
    return { state: 'TAKEN_OVER', problem };
  }
  if (!mayChangeLogins(actor)) return null;
  const problem = judgeSpelling(actor, toChange(row), scene);
  if (problem === null) return { state: 'READY' };
  return { state: 'LEFT', problem: explainReason(problem) ?? '' };
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
    problemCode: errorCode,
  };
}

function toRowView(row: AlignmentRowRow): Omit<AlignmentRowView, 'spelling'> {
  const { position, kind, userId, ourLogin, ourEmail } = row;
  const { oktaLogin, oktaEmail, oktaStatus, oktaProvider } = row;
  return {
    ...{ position, kind, userId, ourLogin, ourEmail },
    ...{ oktaLogin, oktaEmail, oktaStatus, oktaProvider },
  };
}

/** Also on people without a role: whoever may not change any login is shown no preview. */
function mayChangeLogins(actor: Actor): boolean {
  return actor.mayActOn('users.change_login', { role: 'NONE' });
}
