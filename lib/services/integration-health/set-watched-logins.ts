import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { findJudgedApplication, updateRoutingWatch } from '@/lib/db/routing-watches';
import type { WatchedLogins } from '@/lib/schemas/integration-health';
import { AppError } from '@/lib/shared/errors';
import { ensureWatch, lookAtRoutes } from './look-at-routes';
import { realOutside, type Outside } from './outside';

/**
 * Chooses who is watched besides the people of the set-up, and looks at once.
 * @throws AppError `okta.application_not_found`, `okta.address_unknown`
 */
export async function setWatchedLogins(
  actor: Actor,
  input: WatchedLogins,
  outside: Outside = realOutside(),
): Promise<void> {
  actor.requirePerson('applications.connect');
  const { applicationId, testLogins, adminLogins } = input;
  const { tenantId } = actor;
  const application = await findJudgedApplication(getDatabase(), tenantId, applicationId);
  if (!application) throw new AppError('okta.application_not_found');
  if (!application.oktaConnection?.orgUrl) throw new AppError('okta.address_unknown');
  const before = await ensureWatch(actor, application, outside.now());
  await inTransaction(async (tx) => {
    await updateRoutingWatch(tx, tenantId, applicationId, {
      testLogins,
      adminLogins,
      lastLookAt: null,
    });
    const target = { type: 'application', id: applicationId, label: application.name };
    await recordAudit(tx, actor, 'routing.watch_changed', target, {
      testLogins: { before: before.testLogins.join(' '), after: testLogins.join(' ') },
      adminLogins: { before: before.adminLogins.join(' '), after: adminLogins.join(' ') },
    });
  });
  await lookAtRoutes(actor, applicationId, outside);
}
