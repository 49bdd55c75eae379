import 'server-only';
import { ChainCheck } from '@/lib/audit/check-chain';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import {
  emptyChain,
  findChain,
  listStrayEvents,
  toChainedEvent,
  walkAuditEvents,
  type ChainRow,
} from '@/lib/db/audit-chains';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import type { ChainVerdict } from '@/lib/schemas/audit-verification';

export interface VerifyOptions {
  /** Called after every batch. */
  readonly onProgress?: (checked: number, total: number) => void;
  /** Ends the walk early with an error. */
  readonly signal?: AbortSignal;
}

const maxStrayRows = 20;

/**
 * Walks the whole chain of the tenant, batch by batch, and says what is wrong with it; for a person
 * with `reports.verify` and for the operator's command line (the system). The result is audited.
 */
export async function verifyAuditChain(
  actor: Actor,
  options: VerifyOptions = {},
): Promise<ChainVerdict> {
  if (actor.identity.kind === 'system') actor.requireSystem();
  else actor.requirePerson('reports.verify');
  const verdict = await walkUndisturbed(actor, options);
  try {
    await recordVerdict(actor, verdict);
  } catch (error) {
    // A row put in right after the end stands where this event would; the verdict is told anyway.
    if (verdict.isWhole || !isUniqueViolation(error)) throw error;
  }
  return verdict;
}

async function recordVerdict(actor: Actor, verdict: ChainVerdict): Promise<void> {
  await inTransaction(async (tx) => {
    const { checked, problemCount, to } = verdict;
    const target = { type: 'tenant', id: actor.tenantId, label: 'Event log' };
    await recordAudit(tx, actor, 'audit.verified', target, {
      result: { after: verdict.isWhole ? 'whole' : 'not whole' },
      eventsChecked: { after: checked },
      problems: { after: problemCount },
      lastEvent: { after: to },
      lastHash: { after: verdict.lastHash },
    });
  });
}

/** Retention may take the beginning away during the walk; then the walk is done once more. */
async function walkUndisturbed(actor: Actor, options: VerifyOptions): Promise<ChainVerdict> {
  const db = getDatabase();
  const before = await findChain(db, actor.tenantId);
  const verdict = await walk(actor, before, options);
  const after = await findChain(db, actor.tenantId);
  const isDisturbed = before?.removedSequence !== after?.removedSequence;
  return verdict.isWhole || !isDisturbed ? verdict : walk(actor, after, options);
}

async function walk(
  actor: Actor,
  known: ChainRow | null,
  { onProgress, signal }: VerifyOptions,
): Promise<ChainVerdict> {
  const db = getDatabase();
  const { tenantId } = actor;
  const chain = known ?? emptyChain;
  const check = new ChainCheck(chain);
  const total = Number(chain.lastSequence - chain.removedSequence);
  let checked = 0;
  // Events that are written meanwhile stay for the next walk.
  for await (const rows of walkAuditEvents(db, tenantId, { before: chain.lastSequence + 1n })) {
    signal?.throwIfAborted();
    for (const row of rows) check.take(toChainedEvent(tenantId, row));
    checked += rows.length;
    onProgress?.(checked, total);
  }
  await reportStrayRows(actor, check);
  if (!known && checked > 0)
    check.report('no_chain', null, 'The record of where the chain ends is gone.');
  return check.finish(chain);
}

async function reportStrayRows(actor: Actor, check: ChainCheck): Promise<void> {
  for (const { id, sequence } of await listStrayEvents(
    getDatabase(),
    actor.tenantId,
    maxStrayRows,
  )) {
    const says =
      sequence === null
        ? `The row ${id} has no place in the chain: it was put in from outside.`
        : `Event ${sequence} stands after the end of the chain: it was put in from outside.`;
    check.report('inserted', sequence, says);
  }
}
