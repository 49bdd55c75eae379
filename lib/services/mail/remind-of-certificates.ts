import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { countEnabledApplications } from '@/lib/db/applications';
import { inTransaction, type Transaction } from '@/lib/db/database';
import { queueMail } from '@/lib/db/outgoing-mails';
import { findActiveSigningKey, type SigningKeyRow } from '@/lib/db/signing-keys';
import { listActiveRoleHolders } from '@/lib/db/roles';
import { getTenantById } from '@/lib/db/tenants';
import { buildCertificateExpiringMail } from '@/lib/mail/certificate-mail';
import { isMailConfigured } from '@/lib/mail/send-mail';
import { formatFingerprint } from '@/lib/shared/format-fingerprint';

const dayMs = 86_400_000;

/** How many days before the end people are reminded. */
const reminderDays = [1, 7, 14, 30, 60];

/**
 * Mails owners and admins of the tenant that the signing certificate ends soon; each of them once for
 * each of the days above, however often this runs. Returns how many messages were put into the outbox.
 */
export async function remindOfCertificates(actor: Actor, now: Date): Promise<number> {
  actor.requireSystem();
  if (!isMailConfigured()) return 0;
  return inTransaction(async (tx) => {
    const key = await findActiveSigningKey(tx, actor.tenantId);
    if (!key) return 0;
    const daysLeft = Math.floor((key.notAfter.getTime() - now.getTime()) / dayMs);
    const threshold = reminderDays.find((days) => daysLeft <= days);
    if (key.notAfter <= now || threshold === undefined) return 0;
    return queueReminders(tx, actor, { key, daysLeft, threshold });
  });
}

async function queueReminders(
  tx: Transaction,
  actor: Actor,
  due: { readonly key: SigningKeyRow; readonly daysLeft: number; readonly threshold: number },
): Promise<number> {
  const { tenantId } = actor;
  const { key, daysLeft, threshold } = due;
  const tenant = await getTenantById(tx, tenantId);
  const applicationCount = await countEnabledApplications(tx, tenantId);
  let queued = 0;
  for (const person of await listActiveRoleHolders(tx, tenantId, ['OWNER', 'ADMIN'])) {
    const isNew = await queueMail(tx, tenantId, {
      kind: 'certificate_expiring',
      toAddress: person.email,
      userId: person.id,
      onceKey: `certificate:${key.id}:${String(threshold)}:${person.id}`,
      uselessAfter: key.notAfter,
      content: buildCertificateExpiringMail({
        displayName: `${person.firstName} ${person.lastName}`.trim(),
        tenantName: tenant.name,
        portalUrl: tenant.publicUrl,
        daysLeft,
        expiresAt: key.notAfter,
        fingerprint: formatFingerprint(key.fingerprintSha256),
        applicationCount,
      }),
    });
    if (isNew) queued += 1;
  }
  return queued;
}
