import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import {
  findAuthenticatorByCredentialId,
  recordAuthenticatorUse,
  type AuthenticatorWithUser,
} from '@/lib/db/authenticators';
import { takeChallenge } from '@/lib/db/challenges';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { countAttempt, requireBelowLimit } from '@/lib/db/rate-limits';
import { deleteSessionOfUser, startSession, type StartedSession } from '@/lib/db/sessions';
import { getTenantById } from '@/lib/db/tenants';
import { findUserById, recordUserSignIn } from '@/lib/db/users';
import type { AuthenticationResponse } from '@/lib/schemas/webauthn';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { AppError, isAppError } from '@/lib/shared/errors';
import { verifyAuthentication, type VerifiedAuthentication } from '@/lib/webauthn/authentication';
import { readChallenge } from '@/lib/webauthn/ceremony-rules';
import { relyingPartyOf } from '@/lib/webauthn/relying-party';

const addressLimit = { name: 'sign_in.complete', max: 600, windowSeconds: 300 };
const failureLimit = { name: 'sign_in.failed', max: 10, windowSeconds: 900 };

const disabled = { person: 'disabled' };

interface SignInAnswer {
  readonly response: AuthenticationResponse;
  /** SHA-256 of the browser's flow cookie. */
  readonly browserHash: string;
}

/**
 * Signs somebody in with the answer of a passkey. Whatever is wrong, the refusal is the same
 * `auth.sign_in_refused`, so nobody learns who exists. A success starts a session with a new id and
 * ends the one this browser had.
 */
export async function completeSignIn(actor: Actor, answer: SignInAnswer): Promise<StartedSession> {
  const db = getDatabase();
  const now = new Date();
  const subject = actor.origin.ip ?? 'unknown';
  await countAttempt(db, actor.tenantId, { ...addressLimit, subject }, now);
  const expectedChallenge = await takeExpectedChallenge(actor, answer, now);
  const { tenantId } = actor;
  const authenticator = await findAuthenticatorByCredentialId(db, tenantId, answer.response.id);
  if (!authenticator) throw new AppError('auth.sign_in_refused', 'No such credential here');
  const failures = { ...failureLimit, subject: authenticator.userId };
  await requireBelowLimit(db, tenantId, failures, now);
  try {
    const proof = await verify(actor, answer.response, { authenticator, expectedChallenge });
    return await openSession(actor, { authenticator, proof, now });
  } catch (error) {
    const reason = reasonOf(error);
    const target = targetOf(authenticator);
    await recordAudit(db, actor, 'user.sign_in_refused', target, undefined, { reason });
    await countAttempt(db, tenantId, failures, now);
    throw error;
  }
}

async function takeExpectedChallenge(
  actor: Actor,
  answer: SignInAnswer,
  now: Date,
): Promise<string> {
  const row = await takeChallenge(getDatabase(), actor.tenantId, {
    purpose: 'SIGN_IN',
    challenge: readChallenge(answer.response.response.clientDataJSON),
    browserHash: answer.browserHash,
    now,
  });
  if (row) return row.challenge;
  throw new AppError('auth.sign_in_refused', 'The challenge is unknown, used, old or not ours');
}

async function verify(
  actor: Actor,
  response: AuthenticationResponse,
  expected: { readonly authenticator: AuthenticatorWithUser; readonly expectedChallenge: string },
): Promise<VerifiedAuthentication> {
  const { authenticator, expectedChallenge } = expected;
  const tenant = await getTenantById(getDatabase(), actor.tenantId);
  return verifyAuthentication({
    response,
    expectedChallenge,
    relyingParty: relyingPartyOf(tenant),
    credential: { ...authenticator, userHandle: authenticator.user.userHandle },
    requireUserHandle: true,
  });
}

async function openSession(
  actor: Actor,
  signIn: {
    readonly authenticator: AuthenticatorWithUser;
    readonly proof: VerifiedAuthentication;
    readonly now: Date;
  },
): Promise<StartedSession> {
  const { authenticator, proof, now } = signIn;
  const { tenantId, origin } = actor;
  const { userId } = authenticator;
  return inTransaction(async (tx) => {
    const user = await findUserById(tx, tenantId, userId);
    if (!user || user.disabledAt) {
      throw new AppError('auth.sign_in_refused', 'Disabled', { details: disabled });
    }
    if (actor.identity.kind === 'person') {
      await deleteSessionOfUser(tx, tenantId, actor.identity.person);
    }
    await recordAuthenticatorUse(tx, tenantId, { id: authenticator.id, ...proof, now });
    await recordUserSignIn(tx, tenantId, { userId, now });
    const session = await startSession(tx, tenantId, {
      userId,
      authenticatorId: authenticator.id,
      amr: proof.amr,
      now,
      ...origin,
    });
    await recordAudit(tx, actor, 'user.signed_in', targetOf(authenticator), {
      amr: { after: proof.amr },
    });
    return session;
  });
}

/** Why, for the audit alone: the person is told the same whatever it was. */
function reasonOf(error: unknown): ErrorCode {
  if (!isAppError(error)) return 'request.internal';
  return error.details === disabled ? 'auth.person_disabled' : 'auth.passkey_not_verified';
}

function targetOf(authenticator: AuthenticatorWithUser) {
  return { type: 'user', id: authenticator.userId, label: authenticator.user.login };
}
