import 'server-only';
import { randomBytes } from 'node:crypto';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import { inTransaction, type Transaction } from '@/lib/db/database';
import { insertSamlLogout } from '@/lib/db/saml-logouts';
import { gatherForLogout, hasToldApplications } from '@/lib/db/saml-sessions';
import { deleteSessionOfUser } from '@/lib/db/sessions';

/** How long the applications may take to be told, in seconds. */
const logoutTtlSeconds = 900;

/**
 * Ends the current session; a browser that has none is signed out already.
 *
 * @returns the secret of the first step when applications are to be told of it, otherwise null.
 */
export async function signOut(actor: Actor): Promise<string | null> {
  if (actor.identity.kind !== 'person') return null;
  const { person } = actor.identity;
  return inTransaction(async (tx) => {
    await deleteSessionOfUser(tx, actor.tenantId, person);
    const secret = await beginLogout(tx, actor, person.sessionId);
    const target = { type: 'user', id: person.userId, label: person.login };
    await recordAudit(tx, actor, 'session.ended', target);
    return secret;
  });
}

async function beginLogout(
  tx: Transaction,
  actor: Actor,
  sessionId: string,
): Promise<string | null> {
  const { tenantId } = actor;
  if (!(await hasToldApplications(tx, tenantId, sessionId))) return null;
  const secret = randomToken();
  const id = await insertSamlLogout(tx, tenantId, {
    secretHash: sha256Hex(secret),
    ...{ initiatorId: null, requestId: null, relayState: null },
    traceId: randomBytes(8).toString('hex'),
    expiresAt: new Date(Date.now() + logoutTtlSeconds * 1000),
  });
  await gatherForLogout(tx, tenantId, { id, sessionIds: [sessionId], initiatorId: null });
  return secret;
}
