import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Role } from '@/lib/auth/permissions';
import { listAuditEvents, type AuditEventRow } from '@/lib/db/audit-events';
import { getDatabase } from '@/lib/db/database';
import { listApplicationsOfUser } from '@/lib/db/user-applications';
import { findUserById } from '@/lib/db/users';
import { explainAccess } from '@/lib/schemas/application-access';
import { explainReason, toAuditEventSummary } from '@/lib/schemas/audit-events';
import {
  adviseOnFailure,
  type ReaderMeans,
  type SignInFailure,
  type UserActivity,
} from '@/lib/schemas/user-activity';
import type { AuditAction } from '@/lib/shared/audit-actions';
import { describeOrigin } from '@/lib/shared/describe-origin';
import { AppError } from '@/lib/shared/errors';

const eventCount = 8;
const failures: readonly AuditAction[] = [
  'user.sign_in_refused',
  'user.recovery_refused',
  'application.refused',
];
const successes: readonly AuditAction[] = [
  'user.signed_in',
  'user.enrolled',
  'user.recovered',
  'application.opened',
];

/** What a person did lately, what can be opened, and why the last sign-in failed if it did. */
export async function getUserActivity(actor: Actor, userId: string): Promise<UserActivity> {
  actor.requirePerson('users.read');
  actor.requirePerson('reports.read');
  const db = getDatabase();
  const { tenantId } = actor;
  const user = await findUserById(db, tenantId, userId);
  if (!user) throw new AppError('users.not_found');
  const latest = async (actions: readonly AuditAction[]) =>
    (await listAuditEvents(db, tenantId, { aboutUserId: userId, actions, take: 1 }))[0];
  const events = await listAuditEvents(db, tenantId, { aboutUserId: userId, take: eventCount });
  const applications = await listApplicationsOfUser(db, tenantId, userId);
  return {
    events: events.map(toAuditEventSummary),
    failure: toFailure(await latest(failures), await latest(successes), meansOf(actor, user)),
    applications: applications.map(({ id, name, access, lastOpenedAt, ...grants }) => ({
      ...{ id, name },
      reason: explainAccess(access, grants).reason,
      lastOpenedAt: lastOpenedAt?.toISOString() ?? null,
    })),
  };
}

function meansOf(actor: Actor, user: { readonly id: string; readonly role: Role }): ReaderMeans {
  const isSelf = actor.requirePerson('users.read').userId === user.id;
  return {
    canEnable: actor.mayActOn('users.disable', user) && !isSelf,
    canRemovePasskeys: actor.mayActOn('users.edit', user) && !isSelf,
    canIssuePasscode: actor.mayActOn('users.issue_passcode', user) && !isSelf,
    canGiveAccess: actor.mayActOn('applications.grant', user),
    helper: user.role === 'OWNER' ? 'an owner' : 'an admin',
  };
}

/** A failure counts until something went well after it. */
function toFailure(
  failed: AuditEventRow | undefined,
  succeeded: AuditEventRow | undefined,
  means: ReaderMeans,
): SignInFailure | null {
  if (!failed || (succeeded && succeeded.sequence > failed.sequence)) return null;
  const { reason } = failed;
  const isApplication = failed.action === 'application.refused';
  return {
    eventId: failed.id,
    at: failed.occurredAt.toISOString(),
    application: isApplication ? failed.targetLabel : null,
    reason: (reason === null ? null : explainReason(reason)) ?? 'No reason was recorded.',
    advice: adviseOnFailure(reason, isApplication, means),
    where: describeOrigin(failed),
  };
}
