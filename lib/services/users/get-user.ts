import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { getDatabase } from '@/lib/db/database';
import { findOpenInvitationOfUser } from '@/lib/db/invitations';
import { listSessionsOfUser } from '@/lib/db/sessions';
import { findUserById } from '@/lib/db/users';
import {
  toAuthenticatorSummary,
  toSessionSummary,
  toUserState,
} from '@/lib/schemas/user-summaries';
import type { UserCapabilities, UserDetails } from '@/lib/schemas/users';
import { AppError } from '@/lib/shared/errors';

/** One person with passkeys, sessions and invitation, and what the reader may do about them. */
export async function getUser(
  actor: Actor,
  userId: string,
): Promise<{ user: UserDetails; can: UserCapabilities }> {
  const reader = actor.requirePerson('users.read');
  const db = getDatabase();
  const now = new Date();
  const { tenantId } = actor;
  const row = await findUserById(db, tenantId, userId);
  if (!row) throw new AppError('users.not_found');
  const authenticators = await listAuthenticatorsOfUser(db, tenantId, userId);
  const sessions = await listSessionsOfUser(db, tenantId, userId, now);
  const invitation = await findOpenInvitationOfUser(db, tenantId, userId, now);
  const state = toUserState({
    disabledAt: row.disabledAt,
    isEnrolled: authenticators.length > 0,
    hasOpenInvitation: invitation !== null,
  });
  const user: UserDetails = {
    id: row.id,
    login: row.login,
    email: row.email,
    firstName: row.firstName,
    lastName: row.lastName,
    displayName: `${row.firstName} ${row.lastName}`.trim(),
    role: row.role,
    state,
    disabledAt: toText(row.disabledAt),
    enrolledAt: toText(row.enrolledAt),
    invitedUntil: toText(row.invitedUntil),
    lastSignInAt: toText(row.lastSignInAt),
    createdAt: row.createdAt.toISOString(),
    invitation: invitation && {
      sentAt: invitation.createdAt.toISOString(),
      expiresAt: invitation.expiresAt.toISOString(),
    },
    authenticators: authenticators.map(toAuthenticatorSummary),
    sessions: sessions.map((session) => toSessionSummary(session, reader.sessionId)),
  };
  return { user, can: capabilitiesOver(actor, reader.userId, user) };
}

function toText(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}

function capabilitiesOver(actor: Actor, readerId: string, user: UserDetails): UserCapabilities {
  const isEnrolled = user.authenticators.length > 0;
  const isSelf = user.id === readerId;
  return {
    canEdit: actor.mayActOn('users.edit', user),
    canInvite: actor.mayActOn('users.invite', user) && !isEnrolled && user.state !== 'disabled',
    canDisable: actor.mayActOn('users.disable', user) && !isSelf,
    canEndSessions: actor.mayActOn('users.end_sessions', user),
    canRemovePasskeys: actor.mayActOn('users.edit', user) && !isSelf,
    canDelete: actor.mayActOn('users.delete', user) && !isSelf,
  };
}
