import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { issueChallenge } from '@/lib/db/challenges';
import { getDatabase } from '@/lib/db/database';
import { getTenantById } from '@/lib/db/tenants';
import { AppError } from '@/lib/shared/errors';
import { buildRegistrationOptions } from '@/lib/webauthn/registration';
import { relyingPartyOf } from '@/lib/webauthn/relying-party';
import { findOpenEnrolment } from './find-enrolment';

/** Begins to make the first passkey of an invited person; the link is not used up yet. */
export async function beginEnrolment(
  actor: Actor,
  request: { readonly token: string; readonly browserHash: string },
) {
  const db = getDatabase();
  const now = new Date();
  const open = await findOpenEnrolment(db, actor.tenantId, { token: request.token, now });
  if (!open) throw new AppError('auth.link_invalid');
  const { user } = open;
  const challenge = await issueChallenge(db, actor.tenantId, {
    purpose: 'ENROL',
    browserHash: request.browserHash,
    userId: user.id,
    context: { invitationId: open.id },
    now,
  });
  return buildRegistrationOptions({
    relyingParty: relyingPartyOf(await getTenantById(db, actor.tenantId)),
    challenge,
    userHandle: user.userHandle,
    login: user.login,
    displayName: `${user.firstName} ${user.lastName}`.trim(),
    existing: [],
  });
}
