import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { issueChallenge } from '@/lib/db/challenges';
import { getDatabase } from '@/lib/db/database';
import { getTenantById } from '@/lib/db/tenants';
import { AppError } from '@/lib/shared/errors';
import { buildRegistrationOptions } from '@/lib/webauthn/registration';
import { relyingPartyOf } from '@/lib/webauthn/relying-party';
import { findOpenRecovery, type RecoveryProof } from './find-recovery';

/** Begins to make the new passkey of a person whose code was right. */
export async function beginRecoveryPasskey(actor: Actor, proof: RecoveryProof) {
  const db = getDatabase();
  const now = new Date();
  const { tenantId } = actor;
  const open = await findOpenRecovery(db, tenantId, { ...proof, now });
  if (!open || proof.browserHash === null) throw new AppError('recovery.over');
  const { user } = open;
  const existing = await listAuthenticatorsOfUser(db, tenantId, user.id);
  const challenge = await issueChallenge(db, tenantId, {
    purpose: 'ENROL',
    browserHash: proof.browserHash,
    userId: user.id,
    context: { recoveryId: open.id },
    now,
  });
  return buildRegistrationOptions({
    relyingParty: relyingPartyOf(await getTenantById(db, tenantId)),
    challenge,
    userHandle: user.userHandle,
    login: user.login,
    displayName: `${user.firstName} ${user.lastName}`.trim(),
    existing: existing.map(({ credentialId: id, transports }) => ({ id, transports })),
  });
}
