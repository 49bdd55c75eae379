/** Makes the database of a back-up ready beside the one in use, and proves that it works. */
import { rmSync } from 'node:fs';
import { withdrawShortLived } from '@/lib/db/after-restore';
import { countRows } from '@/lib/db/dump-database';
import { applyMigrations, readScripts } from '@/lib/db/migrations';
import { openDatabase } from '@/lib/db/open-database';
import type { BackupManifest } from '@/lib/services/operator/backup-manifest';
import { CommandRefusal } from '../cli/command-refusal';
import type { Say } from '../cli/define-command';
import { readBackup } from './backup-file';
import { restoreFolders, type RestoreFolders } from './restore-files';

/** A database that waits to be put in place. */
export interface StagedRestore {
  readonly manifest: BackupManifest;
  readonly folders: RestoreFolders;
}

/** Checks the file, unpacks it, brings it up to this release and takes out what must not come back. */
export async function stageRestore(
  dataDir: string,
  file: string,
  say: Say,
): Promise<StagedRestore> {
  const known = (await readScripts()).map(({ name }) => name);
  const { manifest, tar } = await readBackup(file, known);
  say(`The back-up of ${manifest.createdAt} is whole; unpacking it.`);
  const folders = restoreFolders(dataDir, new Date());
  try {
    await fill(folders.staged, tar, manifest);
    return { manifest, folders };
  } catch (error) {
    rmSync(folders.staged, { recursive: true, force: true });
    throw error;
  }
}

async function fill(directory: string, tar: Buffer, manifest: BackupManifest): Promise<void> {
  const dump = new Blob([new Uint8Array(tar)]);
  const database = await openDatabase({ kind: 'embedded', directory, dump });
  try {
    const found = await countRows(database.client);
    const wrong = Object.entries(manifest.counts).find(([table, rows]) => found[table] !== rows);
    if (wrong) {
      const [table, rows] = wrong;
      throw new CommandRefusal([
        `The back-up should hold ${rows} rows of ${table} and holds ${found[table] ?? 0}; it is not used.`,
      ]);
    }
    await applyMigrations(database);
    await withdrawShortLived(database.client);
  } finally {
    await database.close();
  }
}
