import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { findAuthenticatorByCredentialId, recordAuthenticatorUse } from '@/lib/db/authenticators';
import { takeChallenge } from '@/lib/db/challenges';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { countAttempt, requireBelowLimit } from '@/lib/db/rate-limits';
import { renewSessionProof } from '@/lib/db/sessions';
import { getTenantById } from '@/lib/db/tenants';
import type { AuthenticationResponse } from '@/lib/schemas/webauthn';
import { AppError } from '@/lib/shared/errors';
import { verifyAuthentication } from '@/lib/webauthn/authentication';
import { readChallenge } from '@/lib/webauthn/ceremony-rules';
import { relyingPartyOf } from '@/lib/webauthn/relying-party';

const failureLimit = { name: 'reauthenticate.failed', max: 10, windowSeconds: 900 };

interface ReauthenticationAnswer {
  readonly response: AuthenticationResponse;
  readonly browserHash: string;
}

/** Renews the proof of presence of the current session with one of the person's own passkeys. */
export async function completeReauthentication(
  actor: Actor,
  answer: ReauthenticationAnswer,
): Promise<void> {
  const { userId, login, sessionId } = actor.requirePerson('account.manage');
  const db = getDatabase();
  const { tenantId } = actor;
  const now = new Date();
  const failures = { ...failureLimit, subject: userId };
  await requireBelowLimit(db, tenantId, failures, now);
  try {
    const { authenticatorId, proof } = await verifyOwnPasskey(actor, answer, now);
    await inTransaction(async (tx) => {
      await recordAuthenticatorUse(tx, tenantId, { id: authenticatorId, ...proof, now });
      await renewSessionProof(tx, tenantId, sessionId, { authenticatorId, amr: proof.amr, now });
      const target = { type: 'user', id: userId, label: login };
      await recordAudit(tx, actor, 'session.reauthenticated', target, {
        amr: { after: proof.amr },
      });
    });
  } catch (error) {
    await countAttempt(db, tenantId, failures, now);
    throw error;
  }
}

async function verifyOwnPasskey(actor: Actor, answer: ReauthenticationAnswer, now: Date) {
  const { userId, sessionId } = actor.requirePerson('account.manage');
  const db = getDatabase();
  const row = await takeChallenge(db, actor.tenantId, {
    purpose: 'REAUTHENTICATE',
    challenge: readChallenge(answer.response.response.clientDataJSON),
    browserHash: answer.browserHash,
    now,
  });
  if (row?.userId !== userId || row.sessionId !== sessionId) {
    throw new AppError('auth.sign_in_refused', 'The challenge is not of this session');
  }
  const authenticator = await findAuthenticatorByCredentialId(
    db,
    actor.tenantId,
    answer.response.id,
  );
  if (authenticator?.userId !== userId) {
    throw new AppError('auth.sign_in_refused', 'The passkey is not of this person');
  }
  const proof = await verifyAuthentication({
    response: answer.response,
    expectedChallenge: row.challenge,
    relyingParty: relyingPartyOf(await getTenantById(db, actor.tenantId)),
    credential: { ...authenticator, userHandle: authenticator.user.userHandle },
    requireUserHandle: false,
  });
  return { authenticatorId: authenticator.id, proof };
}
