/** Writes down who did what to whom, in the transaction of the change itself. */
import type { Actor } from '@/lib/auth/actor';
import { appendToChain, type NewAuditEvent } from '@/lib/db/audit-chain';
import { beforeCommit, inTransaction, type Transaction } from '@/lib/db/database';
import { toSearchText } from '@/lib/db/word-search';
import type { AuditAction } from '@/lib/shared/audit-actions';
import type { ErrorCode } from '@/lib/shared/error-codes';
import type { TenantId } from '@/lib/shared/tenant-id';
import { cleanChanges, cleanText } from './clean-text';

/** What an event is about: kind of thing, its id, and its name as people know it. */
export interface AuditTarget {
  readonly type: string;
  readonly id: string;
  readonly label: string;
}

/** A field before and after; never a secret. */
export type AuditChanges = Readonly<
  Record<string, { readonly before?: AuditValue; readonly after?: AuditValue }>
>;

type AuditValue = string | number | boolean | null | readonly string[];

interface BufferedEvent {
  readonly tenantId: TenantId;
  readonly event: NewAuditEvent;
}

/** What each open transaction has to say so far. */
const buffers = new WeakMap<Transaction, BufferedEvent[]>();

/**
 * Records one action of the closed list, with the reason when it tells of a refusal. The event is
 * kept until everything else of the transaction is done and joins the tenant's chain right before
 * the commit, so the lock of the chain is always the last one taken and is held shortly. Fails with
 * its transaction, so no change goes unrecorded. Outside of one it opens its own.
 */
export async function recordAudit(
  tx: Transaction,
  actor: Actor,
  action: AuditAction,
  target: AuditTarget,
  changes?: AuditChanges,
  options: { readonly reason?: ErrorCode } = {},
): Promise<void> {
  const { tenantId } = actor;
  const event = toEvent(actor, { action, target, changes, reason: options.reason ?? null });
  if (buffer(tx, { tenantId, event })) return;
  await inTransaction(async (own) => Promise.resolve(buffer(own, { tenantId, event })));
}

/** False when `tx` is no transaction of ours. */
function buffer(tx: Transaction, buffered: BufferedEvent): boolean {
  const waiting = buffers.get(tx);
  if (waiting) {
    waiting.push(buffered);
    return true;
  }
  if (!beforeCommit(tx, () => flush(tx))) return false;
  buffers.set(tx, [buffered]);
  return true;
}

/** Chains are locked in the order of their tenants, so two transactions never wait for each other. */
async function flush(tx: Transaction): Promise<void> {
  const waiting = buffers.get(tx) ?? [];
  buffers.delete(tx);
  const now = new Date();
  const tenantIds = [...new Set(waiting.map(({ tenantId }) => tenantId))].sort();
  for (const tenantId of tenantIds) {
    const ofTenant = waiting.filter((buffered) => buffered.tenantId === tenantId);
    await appendToChain(tx, tenantId, { events: ofTenant.map(({ event }) => event), now });
  }
}

function toEvent(
  actor: Actor,
  what: {
    readonly action: AuditAction;
    readonly target: AuditTarget;
    readonly changes: AuditChanges | undefined;
    readonly reason: ErrorCode | null;
  },
): NewAuditEvent {
  const { action, target, changes, reason } = what;
  const { ip, userAgent } = actor.origin;
  const who = describeActor(actor);
  const targetLabel = cleanText(target.label);
  return {
    ...who,
    action,
    targetType: target.type,
    targetId: cleanText(target.id),
    targetLabel,
    changes: changes ? cleanChanges(changes) : null,
    reason,
    ip: ip === null ? null : cleanText(ip),
    userAgent: userAgent === null ? null : cleanText(userAgent),
    searchText: toSearchText(who.actorLabel, action, targetLabel, reason, ip),
  };
}

function describeActor(actor: Actor) {
  const { identity } = actor;
  if (identity.kind === 'person') {
    const { userId, login } = identity.person;
    return { actorKind: 'PERSON' as const, actorUserId: userId, actorLabel: cleanText(login) };
  }
  if (identity.kind === 'anonymous') {
    return { actorKind: 'ANONYMOUS' as const, actorUserId: null, actorLabel: 'Signed-out browser' };
  }
  return { actorKind: 'SYSTEM' as const, actorUserId: null, actorLabel: cleanText(identity.task) };
}
