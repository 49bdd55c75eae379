import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import type { ApplyMetadataInput } from '@/lib/schemas/application-metadata';
import { AppError } from '@/lib/shared/errors';
import { lockUnchanged } from './lock-unchanged';
import { listDangers } from './compare-metadata';
import { toStoredValues } from './custom-application-values';
import { refusingTakenEntityId } from './refusing-taken-entity-id';
import { saveChanges } from './update-custom-application';

/**
 * Takes over what metadata changes, after it was looked at. Another entity ID, a signature that is
 * gone and another signer need the name of the application as well (attacks.md E6, E8).
 *
 * @throws AppError `applications.name_not_confirmed`, `applications.changed_meanwhile`, and as for any change.
 */
export async function applyMetadata(actor: Actor, input: ApplyMetadataInput): Promise<void> {
  const now = new Date();
  actor.requireRecentPerson('applications.connect', now);
  const { applicationId, version, values, confirmedName } = input;
  await refusingTakenEntityId(() =>
    inTransaction(async (tx) => {
      const looked = { applicationId, part: 'settings', version } as const;
      const before = await lockUnchanged(tx, actor, looked);
      const isDangerous = listDangers(before, toStoredValues(values)).length > 0;
      if (isDangerous && confirmedName.trim() !== before.name) {
        throw new AppError('applications.name_not_confirmed');
      }
      await saveChanges(tx, actor, { before, values, metadataReadAt: now });
    }),
  );
}
