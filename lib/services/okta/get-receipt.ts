import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listAuditEvents } from '@/lib/db/audit-events';
import { getDatabase, type Transaction } from '@/lib/db/database';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import { findActiveSigningKey } from '@/lib/db/signing-keys';
import { findUserById } from '@/lib/db/users';
import {
  endedStatuses,
  type EndedStatus,
  type OktaReceipt,
  type OktaReceiptView,
} from '@/lib/schemas/okta-receipt';
import { invariant } from '@/lib/shared/errors';
import { buildReceipt, type ReceiptContext } from './build-receipt';
import { loadRun } from './load-run';

/** Applied runs that are looked through for the one; a tenant has a few in its life. */
const maxLookedAt = 50;

/**
 * The receipt of a run for its page; `receipt` is null while the run has not ended.
 * @throws AppError `okta.run_not_found`
 */
export async function getReceipt(
  actor: Actor,
  runId: string,
): Promise<{ readonly receipt: null } | OktaReceiptView> {
  actor.requirePerson('applications.read');
  const db = getDatabase();
  const receipt = await readReceipt(actor, await loadRun(actor, runId), db);
  if (receipt === null) return { receipt };
  const key = await findActiveSigningKey(db, actor.tenantId);
  invariant(key, 'a tenant has an active signing key');
  const { id: certificateId, fingerprintSha256: certificateFingerprintSha256 } = key;
  return { receipt, certificateId, certificateFingerprintSha256 };
}

/** The receipt of a stored run, or null while it has not ended. */
export async function readReceipt(
  actor: Actor,
  run: SetupRunRow,
  db: Transaction,
): Promise<OktaReceipt | null> {
  const status = toEnded(run.status);
  if (status === null) return null;
  const creator = await findUserById(db, actor.tenantId, run.createdById);
  const begunBy = creator?.login ?? 'a person who has been deleted';
  const applied = run.steps.length > 0 ? await findApplied(actor, run, db) : null;
  return buildReceipt(run, { status, begunBy, applied });
}

function toEnded(status: SetupRunRow['status']): EndedStatus | null {
  return endedStatuses.find((ended) => ended === status) ?? null;
}

/** Who let it act; only the event log knows, and retention may have removed it from there. */
async function findApplied(
  actor: Actor,
  run: SetupRunRow,
  db: Transaction,
): Promise<ReceiptContext['applied']> {
  const events = await listAuditEvents(db, actor.tenantId, {
    actions: ['setup_run.applied'],
    from: run.createdAt,
    oldestFirst: true,
    take: maxLookedAt,
  });
  const event = events.find(({ targetId }) => targetId === run.id);
  return event ? { by: event.actorLabel, at: event.occurredAt } : null;
}
