import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import {
  analyseStagedPeople,
  compareNextPeople,
  countAlignmentRows,
  countPeople,
  forgetStaged,
  reportUnmatched,
  stagePeople,
} from '@/lib/db/alignment-people';
import {
  findAlignmentRun,
  updateWorkingAlignment,
  type AlignmentRunChange,
} from '@/lib/db/alignment-runs';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { log } from '@/lib/log/log';
import { AppError, isAppError } from '@/lib/shared/errors';
import type { OktaPeoplePage } from './read-okta-csv';
import { areAlignmentsStopping } from './running-alignments';
import { toStaged } from './to-staged';

/** How long a comparison counts as alive without a sign of life. */
const leaseMs = 15 * 60_000;
/** So many people are compared by one statement; nobody else waits longer than that. */
const comparedAtOnce = 1_000;

/** A comparison at work. */
export interface Alignment {
  readonly actor: Actor;
  readonly runId: string;
  /** The people of Okta, page by page. */
  readonly pages: AsyncIterable<OktaPeoplePage>;
  /** What the audit calls it: the organisation's host, or the file. */
  readonly label: string;
}

/** When a comparison that shows life now must show it again. */
export function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + leaseMs);
}

/**
 * Reads the people of Okta and compares them with ours, in steps, so that neither side is ever held
 * in memory. Ends with a report, or with a word why not; never throws.
 */
export async function align(alignment: Alignment): Promise<void> {
  const { actor, runId } = alignment;
  try {
    await readPeople(alignment);
    await comparePeople(alignment);
    await finish(alignment);
  } catch (error) {
    const isCancelled = isAppError(error) && error.code === 'alignment.cancelled';
    if (!isAppError(error)) log.error({ runId, err: error }, 'A comparison stopped unexpectedly');
    const run = { tenantId: actor.tenantId, runId };
    await inTransaction(async (tx) => {
      await forgetStaged(tx, run, { withReport: true });
      await updateWorkingAlignment(tx, actor.tenantId, runId, {
        status: isCancelled ? 'CANCELLED' : 'FAILED',
        errorCode: isCancelled ? null : isAppError(error) ? error.code : 'request.internal',
        waitingUntil: null,
        finishedAt: new Date(),
      });
    });
  }
}

async function readPeople({ actor, runId, pages }: Alignment): Promise<void> {
  const run = { tenantId: actor.tenantId, runId };
  let oktaCount = 0;
  let skippedCount = 0;
  for await (const page of pages) {
    await stagePeople(getDatabase(), run, oktaCount, page.people.map(toStaged));
    oktaCount += page.people.length;
    skippedCount += page.skippedCount;
    await showLife(actor, runId, { oktaCount, skippedCount, waitingUntil: null });
  }
  const ourCount = await countPeople(getDatabase(), actor.tenantId);
  await showLife(actor, runId, { status: 'COMPARING', ourCount, waitingUntil: null });
}

/** Writes how far it is; stops when somebody wants that, or the comparison was ended elsewhere. */
export async function showLife(
  actor: Actor,
  runId: string,
  change: AlignmentRunChange,
): Promise<void> {
  const leaseUntil = leaseFrom(new Date());
  const isAlive = await updateWorkingAlignment(getDatabase(), actor.tenantId, runId, {
    ...change,
    leaseUntil,
  });
  const run = await findAlignmentRun(getDatabase(), actor.tenantId, runId);
  if (areAlignmentsStopping()) throw new AppError('alignment.server_stopped');
  if (!isAlive || run?.isCancelWanted !== false) throw new AppError('alignment.cancelled');
}

async function comparePeople({ actor, runId }: Alignment): Promise<void> {
  const run = { tenantId: actor.tenantId, runId };
  await analyseStagedPeople(getDatabase());
  let position = 0;
  let after = '';
  for (;;) {
    const step = { after, take: comparedAtOnce, position };
    const done = await compareNextPeople(getDatabase(), run, step);
    if (done === null) break;
    after = done.lastLoginKey;
    position += done.count;
    await showLife(actor, runId, { comparedCount: position });
  }
  const { oktaCount = 0 } = (await findAlignmentRun(getDatabase(), run.tenantId, runId)) ?? {};
  for (let from = 0; from < oktaCount; from += comparedAtOnce) {
    position += await reportUnmatched(getDatabase(), run, { from, take: comparedAtOnce, position });
    await showLife(actor, runId, {});
  }
}

async function finish({ actor, runId, label }: Alignment): Promise<void> {
  const { tenantId } = actor;
  const counts = Object.fromEntries(await countAlignmentRows(getDatabase(), { tenantId, runId }));
  await inTransaction(async (tx) => {
    await forgetStaged(tx, { tenantId, runId }, { withReport: false });
    const end = { status: 'READY' as const, counts, finishedAt: new Date(), waitingUntil: null };
    if (!(await updateWorkingAlignment(tx, tenantId, runId, end))) {
      throw new AppError('alignment.cancelled');
    }
    const target = { type: 'alignment', id: runId, label };
    await recordAudit(tx, actor, 'alignment.compared', target, {
      counts: { after: toText(counts) },
    });
  });
}

function toText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([kind, count]) => `${kind.toLowerCase()} ${String(count)}`)
    .join(', ');
}
