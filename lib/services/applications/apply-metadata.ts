import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import type { ApplyMetadataInput } from '@/lib/schemas/application-metadata';
import { AppError } from '@/lib/shared/errors';
import { listDangers } from './compare-metadata';
import { toStoredValues } from './custom-application-values';
import { refusingTakenEntityId } from './refusing-taken-entity-id';
import { requireCustomApplication } from './require-custom-application';
import { saveChanges } from './update-custom-application';

/**
 * Takes over what metadata changes, after it was looked at. Another entity ID, a signature that is
 * gone and another signer need the name of the application as well (attacks.md E6, E8).
 *
 * @throws AppError `applications.name_not_confirmed`, and as for any change.
 */
export async function applyMetadata(actor: Actor, input: ApplyMetadataInput): Promise<void> {
  const now = new Date();
  actor.requireRecentPerson('applications.connect', now);
  const { applicationId, values, confirmedName } = input;
  await refusingTakenEntityId(() =>
    inTransaction(async (tx) => {
      const before = await requireCustomApplication(tx, actor, applicationId);
      const isDangerous = listDangers(before, toStoredValues(values)).length > 0;
      if (isDangerous && confirmedName.trim() !== before.name) {
        throw new AppError('applications.name_not_confirmed');
      }
      await saveChanges(tx, actor, { applicationId, values, metadataReadAt: now });
    }),
  );
}
