import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { CustomApplicationRow, CustomApplicationValues } from '@/lib/db/custom-applications';
import { getDatabase } from '@/lib/db/database';
import type {
  CompareMetadataInput,
  MetadataComparison,
  MetadataDanger,
} from '@/lib/schemas/application-metadata';
import type { CustomApplicationInput } from '@/lib/schemas/custom-applications';
import { versionOf } from './lock-unchanged';
import { toInput, toStoredValues } from './custom-application-values';
import { listChanges } from './list-changes';
import { readMetadata } from './read-metadata';
import { requireCustomApplication } from './require-custom-application';

/**
 * Reads metadata again and says what it would change in an application. Nothing is stored, and what
 * cannot be read changes nothing: the last good values stay. The policy of the application is kept:
 * metadata never switches off that requests must be signed, nor takes the last key away.
 *
 * @throws AppError `request.not_found`, and what {@link readMetadata} throws.
 */
export async function compareMetadata(
  actor: Actor,
  input: CompareMetadataInput,
): Promise<MetadataComparison> {
  actor.requirePerson('applications.connect');
  const before = await requireCustomApplication(getDatabase(), actor, input.applicationId);
  const { source } = input;
  // Among many entities, the one that is registered is meant unless another is chosen.
  const entityId = input.entityId ?? before.entityId;
  const reading = await readMetadata(actor, { source, entityId });
  if (reading.kind === 'choose') return reading;
  const { preview } = reading;
  const values = merge(toInput(before), preview.values);
  const after = toStoredValues(values);
  return {
    kind: 'compared',
    version: versionOf(before, 'settings'),
    preview,
    values,
    changes: listChanges(before, after).map(({ field, before: old, after: next }) => ({
      ...{ field, before: old, after: next },
    })),
    dangers: listDangers(before, after),
  };
}

/** Takes what belongs to the application from the metadata, and keeps what was decided here. */
function merge(
  stored: CustomApplicationInput,
  read: CustomApplicationInput,
): CustomApplicationInput {
  const signingCertificates = read.signingCertificates || stored.signingCertificates;
  const isRequired = stored.encryption === 'REQUIRED';
  return {
    ...stored,
    entityId: read.entityId,
    acs: read.acs,
    ...(read.sloUrl === ''
      ? { sloUrl: '', sloResponseUrl: '' }
      : {
          sloUrl: read.sloUrl,
          sloResponseUrl: read.sloResponseUrl,
          sloBinding: read.sloBinding,
        }),
    signingCertificates,
    encryptionCertificate:
      read.encryptionCertificate || (isRequired ? stored.encryptionCertificate : ''),
    metadataUrl: read.metadataUrl || stored.metadataUrl,
    metadataSignerSha256: read.metadataSignerSha256,
  };
}

/** Why a change asks for the name of the application. */
export function listDangers(
  before: CustomApplicationRow,
  after: CustomApplicationValues,
): readonly MetadataDanger[] {
  const [old, next] = [before.metadataSignerSha256, after.metadataSignerSha256];
  const found: (readonly [boolean, MetadataDanger])[] = [
    [before.entityId !== after.entityId, 'entity_id_changed'],
    [old !== null && next === null, 'signature_gone'],
    [isEncrypting(before) && !isEncrypting(after), 'encryption_gone'],
    [old !== null && next !== null && old !== next, 'signer_changed'],
  ];
  return found.flatMap(([isFound, danger]) => (isFound ? [danger] : []));
}

function isEncrypting(values: CustomApplicationValues): boolean {
  return values.encryption !== 'OFF' && values.encryptionCertificatePem !== null;
}
