import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { sha256Hex } from '@/lib/crypto/sha256';
import { getDatabase, type Transaction } from '@/lib/db/database';
import { findOpenInvitation } from '@/lib/db/invitations';
import { countAttempt } from '@/lib/db/rate-limits';
import type { TenantId } from '@/lib/shared/tenant-id';

const limit = { name: 'enrol.link', max: 300, windowSeconds: 300 };

/**
 * Who an enrolment link is for. Reading uses nothing up, so a mail scanner that follows the link
 * spoils nothing. Null for every link that does not work, whatever the reason.
 */
export async function findEnrolment(
  actor: Actor,
  token: string,
): Promise<{ readonly firstName: string; readonly login: string } | null> {
  const db = getDatabase();
  const now = new Date();
  const subject = actor.origin.ip ?? 'unknown';
  await countAttempt(db, actor.tenantId, { ...limit, subject }, now);
  const open = await findOpenEnrolment(db, actor.tenantId, { token, now });
  return open && { firstName: open.user.firstName, login: open.user.login };
}

/** The invitation behind a link: unused, in time, for a person who is not disabled or enrolled. */
export async function findOpenEnrolment(
  db: Transaction,
  tenantId: TenantId,
  link: { readonly token: string; readonly now: Date },
) {
  const tokenHash = sha256Hex(link.token);
  const invitation = await findOpenInvitation(db, tenantId, { tokenHash, now: link.now });
  if (!invitation || invitation.user.disabledAt) return null;
  return invitation.user._count.authenticators > 0 ? null : invitation;
}
