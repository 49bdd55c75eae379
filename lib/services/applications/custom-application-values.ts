/** Between what is stored of a custom application and what its form holds. */
import type { CustomApplicationRow, CustomApplicationValues } from '@/lib/db/custom-applications';
import { nameIdFormat } from '@/lib/saml/saml-uris';
import {
  attributeMappingsSchema,
  defaultMappings,
  type AttributeMapping,
} from '@/lib/schemas/attribute-mappings';
import {
  nameIdFormats,
  splitPem,
  type ApplicationCertificate,
  type CustomApplicationInput,
} from '@/lib/schemas/custom-applications';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { AppError, isAppError } from '@/lib/shared/errors';
import { formatFingerprint } from '@/lib/shared/format-fingerprint';
import { readCertificate, type CertificateFacts } from '@/lib/x509/read-certificate';

/**
 * What is stored of a form.
 *
 * @throws AppError `applications.signing_certificate_unusable`,
 * `applications.encryption_certificate_unusable`
 */
export function toStoredValues(input: CustomApplicationInput): CustomApplicationValues {
  const { acs, signingCertificates, encryptionCertificate, nameIdSource, ...rest } = input;
  const [encryption] = readPems(
    encryptionCertificate,
    'applications.encryption_certificate_unusable',
  );
  const signing = readPems(signingCertificates, 'applications.signing_certificate_unusable');
  return {
    ...rest,
    acsUrls: acs.map(({ url }) => url),
    acsIndexes: acs.map(({ index }) => index),
    sloUrl: orNull(input.sloUrl),
    sloResponseUrl: input.sloUrl === '' ? null : orNull(input.sloResponseUrl),
    sloBinding: input.sloUrl === '' ? null : input.sloBinding,
    requestCertificatePems: [...new Set(signing)],
    encryptionCertificatePem: encryption ?? null,
    nameIdFormat: nameIdFormat[input.nameIdFormat],
    nameIdSource,
    nameIdExpression: nameIdSource === 'EXPRESSION' ? input.nameIdExpression : null,
    defaultRelayState: orNull(input.defaultRelayState),
    metadataUrl: orNull(input.metadataUrl),
    metadataSignerSha256: orNull(input.metadataSignerSha256),
  };
}

/** The form of what is stored. */
export function toInput(row: CustomApplicationValuesRow): CustomApplicationInput {
  return {
    name: row.name,
    entityId: row.entityId,
    acs: row.acsUrls.map((url, at) => ({ url, index: row.acsIndexes[at] ?? at })),
    sloUrl: row.sloUrl ?? '',
    sloResponseUrl: row.sloResponseUrl ?? '',
    sloBinding: row.sloBinding === 'redirect' ? 'redirect' : 'post',
    signingCertificates: row.requestCertificatePems.join(''),
    requireSignedRequests: row.requireSignedRequests,
    signedParts: row.signedParts,
    encryption: row.encryption,
    encryptionCertificate: row.encryptionCertificatePem ?? '',
    nameIdFormat:
      nameIdFormats.find((key) => nameIdFormat[key] === row.nameIdFormat) ?? 'unspecified',
    nameIdSource: row.nameIdSource,
    nameIdExpression: row.nameIdExpression ?? '',
    honoursAuthnContext: row.honoursAuthnContext,
    allowsIdpInitiated: row.allowsIdpInitiated,
    defaultRelayState: row.defaultRelayState ?? '',
    assertionSeconds: row.assertionSeconds,
    sessionSeconds: row.sessionSeconds,
    metadataUrl: row.metadataUrl ?? '',
    metadataSignerSha256: row.metadataSignerSha256 ?? '',
  };
}

type CustomApplicationValuesRow = Pick<CustomApplicationRow, keyof CustomApplicationValues>;

/** The stored mappings, or the default ones. */
export function readMappings(stored: unknown): AttributeMapping[] {
  return stored === null ? [...defaultMappings] : attributeMappingsSchema.parse(stored);
}

/** A certificate as pages show it. */
export function toCertificate(facts: CertificateFacts, now: Date): ApplicationCertificate {
  return {
    pem: facts.pem,
    fingerprintSha256: formatFingerprint(facts.fingerprintSha256),
    subject: facts.subject.replaceAll('\n', ', '),
    notAfter: facts.notAfter.toISOString(),
    isExpired: facts.notAfter <= now,
  };
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function readPems(text: string, code: ErrorCode): string[] {
  return splitPem(text).map((block) => {
    try {
      const { pem, keyType } = readCertificate(block);
      if (keyType === 'rsa') return pem;
    } catch (cause) {
      if (isAppError(cause)) throw new AppError(code, cause.message, { cause });
      throw cause;
    }
    throw new AppError(code, 'The key is not RSA');
  });
}
