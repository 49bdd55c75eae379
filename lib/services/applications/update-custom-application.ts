import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import {
  updateCustomApplication as store,
  type CustomApplicationRow,
} from '@/lib/db/custom-applications';
import { inTransaction, type Transaction } from '@/lib/db/database';
import type {
  CustomApplicationInput,
  UpdateCustomApplicationInput,
} from '@/lib/schemas/custom-applications';
import { lockUnchanged } from './lock-unchanged';
import { toStoredValues } from './custom-application-values';
import { listChanges, toAuditChanges } from './list-changes';
import { refusingTakenEntityId } from './refusing-taken-entity-id';

/**
 * Changes a custom application. Needs a passkey used just now: it decides where assertions go and
 * whose requests are taken. Nothing else than what changed is written to the audit.
 *
 * @throws AppError `request.not_found`, `applications.changed_meanwhile`,
 * `applications.entity_id_taken`, `applications.*_certificate_unusable`
 */
export async function updateCustomApplication(
  actor: Actor,
  input: UpdateCustomApplicationInput,
): Promise<void> {
  actor.requireRecentPerson('applications.connect', new Date());
  const { applicationId, version, values } = input;
  await refusingTakenEntityId(() =>
    inTransaction(async (tx) => {
      const looked = { applicationId, part: 'settings', version } as const;
      const before = await lockUnchanged(tx, actor, looked);
      await saveChanges(tx, actor, { before, values, metadataReadAt: null });
    }),
  );
}

/** Stores and audits what differs, in a transaction of the caller, who has locked what was before. */
export async function saveChanges(
  tx: Transaction,
  actor: Actor,
  input: {
    readonly before: CustomApplicationRow;
    readonly values: CustomApplicationInput;
    readonly metadataReadAt: Date | null;
  },
): Promise<void> {
  const { before, metadataReadAt } = input;
  const { id } = before;
  const values = toStoredValues(input.values);
  const changes = listChanges(before, values);
  if (changes.length === 0 && metadataReadAt === null) return;
  await store(tx, actor.tenantId, { id, values, metadataReadAt });
  if (changes.length === 0) return;
  const target = { type: 'application', id, label: values.name };
  await recordAudit(tx, actor, 'application.updated', target, toAuditChanges(changes));
}
