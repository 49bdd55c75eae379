import 'server-only';
import { z } from 'zod';
import { masterKey, sealWithMasterKey } from '@/lib/crypto/master-key';
import { AppError } from '@/lib/shared/errors';

const manifestSchema = z.object({
  /** ISO 8601. */
  createdAt: z.string(),
  /** Release of AdminX that made it. */
  release: z.string(),
  /** Migrations the data has, oldest first. */
  migrations: z.array(z.string()),
  /** Which master key opens its secrets. The key itself is never in a back-up. */
  masterKeyId: z.string(),
  /** Rows of each table. */
  counts: z.record(z.string(), z.number()),
  tarBytes: z.number(),
  archiveBytes: z.number(),
  /** SHA-256 of the compressed archive, hex. */
  archiveSha256: z.string(),
});

/** What is in a back-up. */
export type BackupManifest = z.output<typeof manifestSchema>;

const headerSchema = z.object({
  format: z.literal('adminx-backup-1'),
  manifest: z.string(),
  seal: z.string(),
});

/** The first line of a back-up: the manifest, sealed with the master key so that nobody can alter it. */
export function toBackupHeader(manifest: BackupManifest): string {
  const text = JSON.stringify(manifest);
  const seal = sealWithMasterKey(masterKey(), 'back-up manifest', text);
  return `${JSON.stringify({ format: 'adminx-backup-1', manifest: text, seal })}\n`;
}

/**
 * The manifest in the first line of a back-up. `operator.backup_refused` when it is no back-up, belongs to
 * another master key, was altered, or was made by a newer release (`known` are the migrations of this one).
 */
export function parseBackupHeader(line: string, known: readonly string[]): BackupManifest {
  const header = parseJson(headerSchema, line);
  const manifest = header && parseJson(manifestSchema, header.manifest);
  if (!header || !manifest)
    throw refuse('The file is no back-up of AdminX, or its beginning is damaged.');
  const key = masterKey();
  if (manifest.masterKeyId !== key.id) {
    throw refuse(
      `The back-up belongs to master key ${manifest.masterKeyId}, and this AdminX has ${key.id}; ` +
        'give the right one with ADMINX_MASTER_KEY_FILE or ADMINX_MASTER_KEY.',
    );
  }
  if (sealWithMasterKey(key, 'back-up manifest', header.manifest) !== header.seal) {
    throw refuse('The manifest of the back-up was altered since it was made.');
  }
  const newer = manifest.migrations.find((name) => !known.includes(name));
  if (newer !== undefined) {
    throw refuse(
      `The back-up was made by a newer release of AdminX (${manifest.release}, migration ${newer}); ` +
        'restore it with that release.',
    );
  }
  return manifest;
}

function refuse(sentence: string): AppError {
  return new AppError('operator.backup_refused', sentence);
}

function parseJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
): z.output<Schema> | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
