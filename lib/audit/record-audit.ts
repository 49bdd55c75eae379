/** Writes down who did what to whom, in the transaction of the change itself. */
import type { Actor } from '@/lib/auth/actor';
import { createAuditEvent } from '@/lib/db/audit-events';
import type { Transaction } from '@/lib/db/database';
import type { AuditAction } from './actions';

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

const maxTextLength = 512;

/** Records one action of the closed list. Fails with its transaction, so no change goes unrecorded. */
export async function recordAudit(
  tx: Transaction,
  actor: Actor,
  action: AuditAction,
  target: AuditTarget,
  changes?: AuditChanges,
): Promise<void> {
  await createAuditEvent(tx, actor.tenantId, {
    ...describeActor(actor),
    action,
    targetType: target.type,
    targetId: target.id,
    targetLabel: cut(target.label),
    ...(changes ? { changes: toJson(changes) } : {}),
    ip: actor.origin.ip,
    userAgent: actor.origin.userAgent,
  });
}

type JsonChanges = Record<string, Record<string, string | number | boolean | string[] | null>>;

function toJson(changes: AuditChanges): JsonChanges {
  return JSON.parse(JSON.stringify(changes)) as JsonChanges;
}

function describeActor(actor: Actor) {
  const { identity } = actor;
  if (identity.kind === 'person') {
    const { userId, login } = identity.person;
    return { actorKind: 'PERSON' as const, actorUserId: userId, actorLabel: cut(login) };
  }
  if (identity.kind === 'anonymous') {
    return { actorKind: 'ANONYMOUS' as const, actorUserId: null, actorLabel: 'Signed-out browser' };
  }
  return { actorKind: 'SYSTEM' as const, actorUserId: null, actorLabel: cut(identity.task) };
}

function cut(text: string): string {
  return text.length > maxTextLength ? `${text.slice(0, maxTextLength - 1)}…` : text;
}
