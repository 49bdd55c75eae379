import 'server-only';
import { z } from 'zod';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { insertAuthenticator } from '@/lib/db/authenticators';
import { takeChallenge } from '@/lib/db/challenges';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { consumeInvitation, deleteOpenInvitationsOfUser } from '@/lib/db/invitations';
import { deleteSessionOfUser, startSession, type StartedSession } from '@/lib/db/sessions';
import { getTenantById } from '@/lib/db/tenants';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import { recordUserSignIn } from '@/lib/db/users';
import type { RegistrationResponse } from '@/lib/schemas/webauthn';
import { AppError } from '@/lib/shared/errors';
import { passkeyName } from '@/lib/shared/passkey-name';
import { authenticationMethods, readChallenge } from '@/lib/webauthn/ceremony-rules';
import { verifyRegistration, type VerifiedRegistration } from '@/lib/webauthn/registration';
import { relyingPartyOf } from '@/lib/webauthn/relying-party';
import { findOpenEnrolment } from './find-enrolment';

const contextSchema = z.object({ invitationId: z.uuid() });

interface EnrolmentAnswer {
  readonly token: string;
  readonly response: RegistrationResponse;
  readonly browserHash: string;
}

/**
 * Makes the first passkey of an invited person, uses the link up and signs the person in. The link
 * must still be the one the ceremony began with, and the person still be without a passkey.
 */
export async function completeEnrolment(
  actor: Actor,
  answer: EnrolmentAnswer,
): Promise<StartedSession> {
  const db = getDatabase();
  const now = new Date();
  const row = await takeChallenge(db, actor.tenantId, {
    purpose: 'ENROL',
    challenge: readChallenge(answer.response.response.clientDataJSON),
    browserHash: answer.browserHash,
    now,
  });
  if (!row) throw new AppError('auth.passkey_refused', 'The challenge is unknown, used or old');
  const { invitationId } = contextSchema.parse(row.context);
  const registration = await verifyRegistration({
    response: answer.response,
    expectedChallenge: row.challenge,
    relyingParty: relyingPartyOf(await getTenantById(db, actor.tenantId)),
  });
  try {
    return await storeEnrolment(actor, { token: answer.token, invitationId, registration, now });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('auth.passkey_refused', 'The credential id is taken', { cause: error });
  }
}

async function storeEnrolment(
  actor: Actor,
  enrolment: {
    readonly token: string;
    readonly invitationId: string;
    readonly registration: VerifiedRegistration;
    readonly now: Date;
  },
): Promise<StartedSession> {
  const { tenantId, origin } = actor;
  const { registration, now, token, invitationId } = enrolment;
  return inTransaction(async (tx) => {
    const open = await findOpenEnrolment(tx, tenantId, { token, now });
    const isSame = open?.id === invitationId;
    if (!isSame || !(await consumeInvitation(tx, tenantId, { id: open.id, now }))) {
      throw new AppError('auth.link_invalid');
    }
    const { user } = open;
    if (actor.identity.kind === 'person') {
      await deleteSessionOfUser(tx, tenantId, actor.identity.person);
    }
    await deleteOpenInvitationsOfUser(tx, tenantId, user.id);
    const authenticatorId = await insertAuthenticator(tx, tenantId, {
      ...registration,
      userId: user.id,
      name: passkeyName(registration.aaguid, origin.userAgent),
    });
    await recordUserSignIn(tx, tenantId, { userId: user.id, now });
    const target = { type: 'user', id: user.id, label: user.login };
    await recordAudit(tx, actor, 'user.enrolled', target);
    const amr = authenticationMethods(registration.backupEligible);
    return startSession(tx, tenantId, { userId: user.id, authenticatorId, amr, now, ...origin });
  });
}
