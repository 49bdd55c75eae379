import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { insertCustomApplication } from '@/lib/db/custom-applications';
import { inTransaction } from '@/lib/db/database';
import type { CreateCustomApplicationInput } from '@/lib/schemas/custom-applications';
import { toStoredValues } from './custom-application-values';
import { listChanges, toAuditChanges } from './list-changes';
import { refusingTakenEntityId } from './refusing-taken-entity-id';

/**
 * Adds a custom application, typed or read from metadata. Needs a passkey used just now: it decides
 * where assertions go.
 *
 * @throws AppError `applications.entity_id_taken`, `applications.*_certificate_unusable`
 */
export async function createCustomApplication(
  actor: Actor,
  input: CreateCustomApplicationInput,
): Promise<{ readonly applicationId: string }> {
  const now = new Date();
  actor.requireRecentPerson('applications.connect', now);
  const values = toStoredValues(input.values);
  const metadataReadAt = input.isFromMetadata ? now : null;
  return refusingTakenEntityId(() =>
    inTransaction(async (tx) => {
      const stored = { ...values, metadataReadAt };
      const applicationId = await insertCustomApplication(tx, actor.tenantId, stored);
      const target = { type: 'application', id: applicationId, label: values.name };
      const changes = toAuditChanges(listChanges(null, values));
      await recordAudit(tx, actor, 'application.created', target, changes);
      return { applicationId };
    }),
  );
}
