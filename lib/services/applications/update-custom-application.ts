import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { updateCustomApplication as store } from '@/lib/db/custom-applications';
import { inTransaction, type Transaction } from '@/lib/db/database';
import type { UpdateCustomApplicationInput } from '@/lib/schemas/custom-applications';
import { toStoredValues } from './custom-application-values';
import { listChanges, toAuditChanges } from './list-changes';
import { refusingTakenEntityId } from './refusing-taken-entity-id';
import { requireCustomApplication } from './require-custom-application';

/**
 * Changes a custom application. Needs a passkey used just now: it decides where assertions go and
 * whose requests are taken. Nothing else than what changed is written to the audit.
 *
 * @throws AppError `request.not_found`, `applications.entity_id_taken`,
 * `applications.*_certificate_unusable`
 */
export async function updateCustomApplication(
  actor: Actor,
  input: UpdateCustomApplicationInput,
): Promise<void> {
  actor.requireRecentPerson('applications.connect', new Date());
  await refusingTakenEntityId(() =>
    inTransaction((tx) => saveChanges(tx, actor, { ...input, metadataReadAt: null })),
  );
}

/** Stores and audits what differs, in a transaction of the caller. */
export async function saveChanges(
  tx: Transaction,
  actor: Actor,
  input: UpdateCustomApplicationInput & { readonly metadataReadAt: Date | null },
): Promise<void> {
  const { applicationId: id, metadataReadAt } = input;
  const before = await requireCustomApplication(tx, actor, id);
  const values = toStoredValues(input.values);
  const changes = listChanges(before, values);
  if (changes.length === 0 && metadataReadAt === null) return;
  await store(tx, actor.tenantId, { id, values, metadataReadAt });
  if (changes.length === 0) return;
  const target = { type: 'application', id, label: values.name };
  await recordAudit(tx, actor, 'application.updated', target, toAuditChanges(changes));
}
