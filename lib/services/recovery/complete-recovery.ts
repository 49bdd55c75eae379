import 'server-only';
import { z } from 'zod';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import {
  deleteAuthenticator,
  insertAuthenticator,
  lockAuthenticatorsOfUser,
} from '@/lib/db/authenticators';
import { takeChallenge } from '@/lib/db/challenges';
import { getDatabase, inTransaction, type Transaction } from '@/lib/db/database';
import { closePasscodesOfUser } from '@/lib/db/helpdesk-passcodes';
import { deleteOpenInvitationsOfUser } from '@/lib/db/invitations';
import { queueMail } from '@/lib/db/outgoing-mails';
import { consumeRecovery, lockPerson } from '@/lib/db/recoveries';
import {
  deleteSessionOfUser,
  deleteSessionsOfUser,
  startSession,
  type StartedSession,
} from '@/lib/db/sessions';
import { getTenantById } from '@/lib/db/tenants';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import { recordUserSignIn } from '@/lib/db/users';
import { buildRecoveredMail } from '@/lib/mail/recovery-mails';
import type { RegistrationResponse } from '@/lib/schemas/webauthn';
import { describeOrigin } from '@/lib/shared/describe-origin';
import { AppError } from '@/lib/shared/errors';
import { passkeyName } from '@/lib/shared/passkey-name';
import { authenticationMethods, readChallenge } from '@/lib/webauthn/ceremony-rules';
import { verifyRegistration, type VerifiedRegistration } from '@/lib/webauthn/registration';
import { relyingPartyOf } from '@/lib/webauthn/relying-party';
import { findOpenRecovery, type RecoveryProof } from './find-recovery';

const contextSchema = z.object({ recoveryId: z.uuid() });

interface RecoveryAnswer extends RecoveryProof {
  readonly response: RegistrationResponse;
  /** The other passkeys go: their device was lost or stolen. */
  readonly removeOthers: boolean;
}

/**
 * Makes the new passkey of a person whose code was right, ends all the person's sessions, removes
 * the other passkeys when asked to, and signs the person in with the new one.
 *
 * @throws AppError `recovery.over`, `auth.passkey_refused`.
 */
export async function completeRecovery(
  actor: Actor,
  answer: RecoveryAnswer,
): Promise<StartedSession> {
  const now = new Date();
  if (answer.browserHash === null) throw new AppError('recovery.over');
  const row = await takeChallenge(getDatabase(), actor.tenantId, {
    purpose: 'ENROL',
    challenge: readChallenge(answer.response.response.clientDataJSON),
    browserHash: answer.browserHash,
    now,
  });
  const context = contextSchema.safeParse(row?.context);
  if (!row || !context.success) {
    throw new AppError('auth.passkey_refused', 'The challenge is unknown, used or old');
  }
  const tenant = await getTenantById(getDatabase(), actor.tenantId);
  const registration = await verifyRegistration({
    response: answer.response,
    expectedChallenge: row.challenge,
    relyingParty: relyingPartyOf(tenant),
  });
  const { recoveryId } = context.data;
  try {
    return await store(actor, { ...answer, recoveryId, registration, tenant, now });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('auth.passkey_refused', 'The credential id is taken', { cause: error });
  }
}

type ProvenAnswer = RecoveryAnswer & {
  readonly recoveryId: string;
  readonly registration: VerifiedRegistration;
  readonly tenant: { readonly name: string; readonly publicUrl: string };
  readonly now: Date;
};

function store(actor: Actor, answer: ProvenAnswer): Promise<StartedSession> {
  const { tenantId, origin } = actor;
  const { registration, now } = answer;
  return inTransaction(async (tx) => {
    const open = await takeRecovery(tx, actor, answer);
    const { user } = open;
    if (actor.identity.kind === 'person') {
      await deleteSessionOfUser(tx, tenantId, actor.identity.person);
    }
    const sessionsEnded = await deleteSessionsOfUser(tx, tenantId, { userId: user.id });
    await deleteOpenInvitationsOfUser(tx, tenantId, user.id);
    await closePasscodesOfUser(tx, tenantId, { userId: user.id, now });
    const passkeys = await changePasskeys(tx, actor, { ...answer, userId: user.id });
    await recordUserSignIn(tx, tenantId, { userId: user.id, now });
    const amr = authenticationMethods(registration.backupEligible);
    const { authenticatorId } = passkeys;
    const facts = { userId: user.id, authenticatorId, amr, now, ...origin };
    const session = await startSession(tx, tenantId, facts);
    await tell(tx, actor, { ...open, ...answer });
    const target = { type: 'user', id: user.id, label: user.login };
    await recordAudit(tx, actor, 'user.recovered', target, {
      recoveredWith: { after: recoveryMeans[open.recoveryKind ?? 'RECOVERY_CODE'] },
      amr: { after: [...amr] },
      passkeyAdded: { after: passkeys.name },
      passkeysRemoved: { after: passkeys.removed },
      sessionsEnded: { after: sessionsEnded },
    });
    return session;
  });
}

const recoveryMeans = {
  RECOVERY_CODE: 'recovery code',
  HELPDESK_PASSCODE: 'helpdesk passcode',
  OPERATOR_LINK: 'link of the operator',
} as const;

const mailedMeans = {
  RECOVERY_CODE: 'recovery_code',
  HELPDESK_PASSCODE: 'passcode',
  OPERATOR_LINK: 'operator_link',
} as const;

/** Stores the new passkey first, so that the person is never without one. */
async function changePasskeys(
  tx: Transaction,
  actor: Actor,
  change: ProvenAnswer & { readonly userId: string },
) {
  const { tenantId } = actor;
  const { userId, registration, removeOthers } = change;
  const earlier = await lockAuthenticatorsOfUser(tx, tenantId, userId);
  const name = passkeyName(registration.aaguid, actor.origin.userAgent);
  const authenticatorId = await insertAuthenticator(tx, tenantId, {
    ...registration,
    userId,
    name,
  });
  const removed = removeOthers ? earlier : [];
  for (const { id } of removed) await deleteAuthenticator(tx, tenantId, { userId, id });
  return { authenticatorId, name, removed: removed.map((passkey) => passkey.name) };
}

/** The address on file hears of it, so that a thief of a code is noticed. */
async function tell(
  tx: Transaction,
  actor: Actor,
  recovered: Awaited<ReturnType<typeof takeRecovery>> & ProvenAnswer,
): Promise<void> {
  const { user, tenant, recoveryKind, now } = recovered;
  await queueMail(tx, actor.tenantId, {
    kind: 'recovered',
    toAddress: user.email,
    userId: user.id,
    content: buildRecoveredMail({
      displayName: `${user.firstName} ${user.lastName}`.trim(),
      tenantName: tenant.name,
      means: mailedMeans[recoveryKind ?? 'RECOVERY_CODE'],
      when: now,
      where: describeOrigin(actor.origin),
      portalUrl: tenant.publicUrl,
    }),
  });
}

/** The recovery must still be open in this browser, and be the one the ceremony began with. */
async function takeRecovery(tx: Transaction, actor: Actor, answer: ProvenAnswer) {
  const { tenantId } = actor;
  const { now } = answer;
  const open = await findOpenRecovery(tx, tenantId, answer);
  if (open?.id !== answer.recoveryId) throw new AppError('recovery.over');
  await lockPerson(tx, tenantId, open.user.id);
  const isFirst = await consumeRecovery(tx, tenantId, { id: open.id, now });
  if (!isFirst) throw new AppError('recovery.over');
  return open;
}
