import { isUniqueViolation } from '@/lib/db/unique-violation';
import { AppError } from '@/lib/shared/errors';

/** Runs a change; an entity ID that another application has is `applications.entity_id_taken`. */
export async function refusingTakenEntityId<Result>(change: () => Promise<Result>) {
  try {
    return await change();
  } catch (cause) {
    if (!isUniqueViolation(cause)) throw cause;
    throw new AppError('applications.entity_id_taken', undefined, { cause });
  }
}
