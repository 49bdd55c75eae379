import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { sha256Hex } from '@/lib/crypto/sha256';
import { listAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { getDatabase, type Transaction } from '@/lib/db/database';
import { findOpenRecovery as findRow } from '@/lib/db/recoveries';
import type { OpenRecovery } from '@/lib/schemas/recovery';
import type { TenantId } from '@/lib/shared/tenant-id';

/** What a browser proves its open recovery with. */
export interface RecoveryProof {
  /** Value of the recovery cookie. */
  readonly token: string | null;
  /** SHA-256 of the flow cookie. */
  readonly browserHash: string | null;
}

/** The recovery that is open in this browser; null when there is none or its time is over. */
export async function findOpenRecovery(
  db: Transaction,
  tenantId: TenantId,
  proof: RecoveryProof & { readonly now: Date },
) {
  const { token, browserHash, now } = proof;
  if (token === null || browserHash === null) return null;
  return findRow(db, tenantId, { tokenHash: sha256Hex(token), browserHash, now });
}

/** Whose passkey this browser may make now; null when none. */
export async function findRecovery(
  actor: Actor,
  proof: RecoveryProof,
): Promise<OpenRecovery | null> {
  const db = getDatabase();
  const open = await findOpenRecovery(db, actor.tenantId, { ...proof, now: new Date() });
  if (!open) return null;
  const passkeys = await listAuthenticatorsOfUser(db, actor.tenantId, open.user.id);
  return {
    means: open.recoveryKind === 'OPERATOR_LINK' ? 'link' : 'code',
    firstName: open.user.firstName,
    login: open.user.login,
    expiresAt: open.expiresAt.toISOString(),
    passkeys: passkeys.map(({ name }) => name),
  };
}
