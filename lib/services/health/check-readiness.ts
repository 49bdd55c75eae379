/** Decides whether this process can take requests. */
import { getDatabase } from '@/lib/db/database';
import { countUnfinishedMigrations } from '@/lib/db/migration-state';
import { AppError } from '@/lib/shared/errors';
import { processState } from '@/lib/shared/process-state';

/** Passes when the start is over, the database answers and is migrated; else `runtime.not_ready`. */
export async function checkReadiness(): Promise<void> {
  const state = processState();
  if (state !== 'ready') throw new AppError('runtime.not_ready', `The process is ${state}`);
  const unfinished = await countUnfinishedMigrations(getDatabase()).catch((error: unknown) => {
    throw new AppError('runtime.not_ready', 'The database does not answer', { cause: error });
  });
  if (unfinished > 0) throw new AppError('runtime.not_ready', `${unfinished} migrations are open`);
}
