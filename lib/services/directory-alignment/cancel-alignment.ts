import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { findAlignmentRun, updateWorkingAlignment } from '@/lib/db/alignment-runs';
import { getDatabase } from '@/lib/db/database';
import { AppError } from '@/lib/shared/errors';

/** Asks a comparison to stop; it does at its next step, and its token is revoked then. */
export async function cancelAlignment(actor: Actor, alignmentId: string): Promise<void> {
  actor.requirePerson('alignment.run');
  const run = await findAlignmentRun(getDatabase(), actor.tenantId, alignmentId);
  if (!run) throw new AppError('alignment.not_found');
  await updateWorkingAlignment(getDatabase(), actor.tenantId, alignmentId, {
    isCancelWanted: true,
  });
}
