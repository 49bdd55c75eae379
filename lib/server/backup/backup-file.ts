/** A back-up as a file: one line with the manifest, then the compressed archive of the database. */
import { createHash, randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import {
  parseBackupHeader,
  toBackupHeader,
  type BackupManifest,
} from '@/lib/services/operator/backup-manifest';
import { CommandRefusal } from '../cli/command-refusal';

const maxHeaderBytes = 256 * 1024;

type ManifestFacts = Omit<BackupManifest, 'tarBytes' | 'archiveBytes' | 'archiveSha256'>;

/** Writes a back-up that appears whole or not at all, readable by its owner alone. */
export async function writeBackup(
  path: string,
  tar: Buffer,
  facts: ManifestFacts,
): Promise<BackupManifest> {
  if (await exists(path))
    throw new CommandRefusal([`${path} exists already; choose another name.`]);
  const archive = await promisify(gzip)(tar);
  const manifest = {
    ...facts,
    tarBytes: tar.length,
    archiveBytes: archive.length,
    archiveSha256: sha256(archive),
  };
  const draft = `${path}.${randomBytes(4).toString('hex')}.partial`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(toBackupHeader(manifest));
      await file.writeFile(archive);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw unwritable(path, error);
  }
  return manifest;
}

/** Reads a back-up and checks all of it; refuses with a sentence what is not as it was written. */
export async function readBackup(
  path: string,
  knownMigrations: readonly string[],
): Promise<{ readonly manifest: BackupManifest; readonly tar: Buffer }> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new CommandRefusal([`${path} cannot be read (${codeOf(error)}).`]);
  });
  const end = bytes.subarray(0, maxHeaderBytes).indexOf(0x0a);
  const line = bytes.subarray(0, Math.max(0, end)).toString('utf8');
  const manifest = parseBackupHeader(line, knownMigrations);
  const archive = bytes.subarray(end + 1);
  if (archive.length !== manifest.archiveBytes || sha256(archive) !== manifest.archiveSha256) {
    throw new CommandRefusal([`${path} is damaged: its data is not what its manifest says.`]);
  }
  // The size is vouched for by the seal, so what unpacks to more is refused.
  return {
    manifest,
    tar: await promisify(gunzip)(archive, { maxOutputLength: manifest.tarBytes }),
  };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function unwritable(path: string, error: unknown): CommandRefusal {
  return new CommandRefusal([`${path} cannot be written (${codeOf(error)}).`], { cause: error });
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown reason';
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
