import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { countAttempt } from '@/lib/db/rate-limits';
import { findUnopenedRecoveryLink, openRecoveryLink as openRow } from '@/lib/db/recovery-links';
import type { WaitingRecoveryLink } from '@/lib/schemas/recovery';
import { AppError } from '@/lib/shared/errors';
import type { StartedRecovery } from './begin-recovery';
import { recoveryTtlSeconds } from './passcode-limits';

const limit = { name: 'recovery.link', max: 60, windowSeconds: 300 };

/** Whose link it is; null unless it is unused and in time. Looking uses nothing up. */
export async function findRecoveryLink(
  actor: Actor,
  token: string,
): Promise<WaitingRecoveryLink | null> {
  const link = { tokenHash: sha256Hex(token), now: new Date() };
  const row = await findUnopenedRecoveryLink(getDatabase(), actor.tenantId, link);
  if (!row) return null;
  const { user, expiresAt } = row;
  return {
    firstName: user.firstName,
    login: user.login,
    expiresAt: expiresAt.toISOString(),
  };
}

/**
 * Uses the operator's link up and gives this browser the right to make one passkey, for 15 minutes.
 *
 * @throws AppError `recovery.link_invalid`, `request.rate_limited`.
 */
export async function openRecoveryLink(
  actor: Actor,
  link: { readonly token: string; readonly browserHash: string },
): Promise<StartedRecovery> {
  const { tenantId } = actor;
  const now = new Date();
  const subject = actor.origin.ip ?? 'unknown';
  await countAttempt(getDatabase(), tenantId, { ...limit, subject }, now);
  const token = randomToken(32);
  const expiresAt = new Date(now.getTime() + recoveryTtlSeconds * 1000);
  const to = { tokenHash: sha256Hex(token), browserHash: link.browserHash, expiresAt };
  const use = { tokenHash: sha256Hex(link.token), now };
  await inTransaction(async (tx) => {
    const row = await findUnopenedRecoveryLink(tx, tenantId, use);
    const isMine = row !== null && (await openRow(tx, tenantId, { ...use, to }));
    if (!isMine) throw new AppError('recovery.link_invalid');
    const target = { type: 'user', id: row.user.id, label: row.user.login };
    await recordAudit(tx, actor, 'owner_link.opened', target);
  });
  return { token, maxAgeSeconds: recoveryTtlSeconds };
}
