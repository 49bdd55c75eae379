/** What differs between two states of a custom application, in words. */
import type { CustomApplicationValues } from '@/lib/db/custom-applications';
import type { MetadataChange } from '@/lib/schemas/application-metadata';
import { settingNames } from '@/lib/schemas/custom-applications';
import { formatFingerprint } from '@/lib/shared/format-fingerprint';
import { readCertificate } from '@/lib/x509/read-certificate';

type Field = keyof CustomApplicationValues;

const { acs, signingCertificates, encryptionCertificate, ...others } = settingNames;

/** Every field with its name for people. */
const fieldNames: Readonly<Record<Field, string>> = {
  ...others,
  acsUrls: acs,
  acsIndexes: 'Their indexes',
  requestCertificatePems: signingCertificates,
  encryptionCertificatePem: encryptionCertificate,
};

const fields = Object.keys(fieldNames) as readonly Field[];

/** A field that differs. */
export interface FieldChange extends MetadataChange {
  readonly key: Field;
}

/** The fields that differ; certificates by their fingerprints. Null before means a new one. */
export function listChanges(
  before: CustomApplicationValues | null,
  after: CustomApplicationValues,
): readonly FieldChange[] {
  return fields.flatMap((key) => {
    const [old, next] = [before === null ? [] : show(before, key), show(after, key)];
    if (JSON.stringify(old) === JSON.stringify(next)) return [];
    return [{ key, field: fieldNames[key], before: old, after: next }];
  });
}

/** The same for the audit. */
export function toAuditChanges(changes: readonly FieldChange[]) {
  return Object.fromEntries(
    changes.map(({ key, before, after }) => [key, { before: flat(before), after: flat(after) }]),
  );
}

function flat(values: readonly string[]): string | null | readonly string[] {
  return values.length > 1 ? values : (values[0] ?? null);
}

function show(values: CustomApplicationValues, key: Field): readonly string[] {
  const value = values[key];
  if (value === null) return [];
  const list = (Array.isArray(value) ? value : [value]).map(String);
  const isCertificate = key === 'requestCertificatePems' || key === 'encryptionCertificatePem';
  return isCertificate ? list.map(fingerprintOf) : list;
}

function fingerprintOf(pem: string): string {
  return `SHA-256 ${formatFingerprint(readCertificate(pem).fingerprintSha256)}`;
}
