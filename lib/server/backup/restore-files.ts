/** The folders of a restore: the database in use, the one that waits, and the one that was. */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FileSwap } from '../open-data';

const current = 'database';
const stagedPrefix = 'database.restoring-';
const keptPrefix = 'database.before-restore-';

/** Where a restored database is made ready, and where the one before will lie. */
export interface RestoreFolders {
  readonly staged: string;
  readonly kept: string;
}

/** Names for a restore at a moment. */
export function restoreFolders(dataDir: string, now: Date): RestoreFolders {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  return { staged: join(dataDir, stagedPrefix + stamp), kept: join(dataDir, keptPrefix + stamp) };
}

/** Puts the staged database in the place of the one in use, which is kept; and takes that back. */
export function swapFolders(dataDir: string, { staged, kept }: RestoreFolders): FileSwap {
  const inUse = join(dataDir, current);
  return {
    apply: () => {
      if (existsSync(inUse)) renameSync(inUse, kept);
      renameSync(staged, inUse);
    },
    undo: () => {
      // Also when only the first of the two renames was done.
      if (!existsSync(staged)) renameSync(inUse, staged);
      if (existsSync(kept)) renameSync(kept, inUse);
      rmSync(staged, { recursive: true, force: true });
    },
  };
}

/**
 * Ends a restore that was killed: between its two renames the database in use has no name of its own
 * and gets it back; what only waited is removed. Call it under the lock of the data.
 */
export function healInterruptedRestore(dataDir: string): void {
  const names = existsSync(dataDir) ? readdirSync(dataDir).sort() : [];
  if (!names.includes(current)) {
    const kept = names.filter((name) => name.startsWith(keptPrefix)).at(-1);
    if (kept !== undefined) renameSync(join(dataDir, kept), join(dataDir, current));
  }
  for (const name of names.filter((one) => one.startsWith(stagedPrefix))) {
    rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}
