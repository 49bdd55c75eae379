/** What is odd about metadata that could be read, and which of its keys are used. */
import type { SpLogoutService, SpMetadata } from '@/lib/saml/parse-metadata';
import {
  foundOddity,
  type FoundOddity,
  type MetadataOddity,
} from '@/lib/schemas/application-metadata';
import { maxSigningCertificates } from '@/lib/schemas/custom-applications';
import { isAppError } from '@/lib/shared/errors';
import { isOpenHttp } from '@/lib/shared/open-http';
import { readCertificate, type CertificateFacts } from '@/lib/x509/read-certificate';

/** The keys that are used, and the logout service, with everything odd. */
export interface JudgedMetadata {
  readonly signing: readonly CertificateFacts[];
  readonly encryption: CertificateFacts | null;
  readonly logout: SpLogoutService | null;
  readonly oddities: readonly FoundOddity[];
}

interface Context {
  readonly metadata: SpMetadata;
  readonly now: Date;
  /** Where it was fetched; null when it was not. */
  readonly sourceUrl: string | null;
  readonly isSigned: boolean;
}

const soonMs = 30 * 86_400_000;

/**
 * Judges metadata of a service provider: pure, from what `parseSpMetadata` found. A key counts when it
 * is RSA of at least 2048 bits; dates and issuer do not, because it counts by being registered.
 */
export function judgeMetadata(context: Context): JudgedMetadata {
  const { metadata } = context;
  const signing = metadata.signingCertificatePems.map(toUsable);
  const encryption = metadata.encryptionCertificatePems.map(toUsable);
  const all = new Map([...signing, ...encryption].map((one) => [one.pem, one]));
  const usable = signing.flatMap(({ facts }) => facts ?? []);
  const used = usable.slice(0, maxSigningCertificates);
  const usableEncryption = encryption.flatMap(({ facts }) => facts ?? []);
  const logout = used.length > 0 ? (metadata.logoutServices[0] ?? null) : null;
  return {
    signing: used,
    encryption: usableEncryption[0] ?? null,
    logout,
    oddities: [
      ...judgeSignature(context),
      ...judgeAddresses(context, logout),
      ...judgeKeys({ metadata, usable, usableEncryption }),
      ...[...all.values()].flatMap((key) => judgeKey(key, context.now)),
      ...judgeEnd(context),
    ],
  };
}

interface Key {
  readonly pem: string;
  /** Null when it cannot be used. */
  readonly facts: CertificateFacts | null;
}

function toUsable(pem: string): Key {
  try {
    const facts = readCertificate(pem);
    return { pem, facts: facts.keyType === 'rsa' ? facts : null };
  } catch (error) {
    if (isAppError(error)) return { pem, facts: null };
    throw error;
  }
}

function judgeSignature({ isSigned }: Context): FoundOddity[] {
  return [foundOddity(isSigned ? 'signed' : 'not_signed')];
}

function judgeAddresses(context: Context, logout: SpLogoutService | null): FoundOddity[] {
  const { metadata, sourceUrl } = context;
  const isForeign = (url: string, host: string | null) =>
    host !== null && new URL(url).hostname !== host;
  const [entityHost, sourceHost] = [hostOf(metadata.entityId), hostOf(sourceUrl ?? '')];
  const strangers = metadata.acsUrls.filter((url) => isForeign(url, entityHost));
  const { otherAcsCount } = metadata;
  return [
    ...metadata.acsUrls.filter(isOpenHttp).map((url) => foundOddity('acs_http', url)),
    ...strangers.map((url) => foundOddity('acs_other_host', url)),
    ...(metadata.acsUrls.every((url) => isForeign(url, sourceHost))
      ? [foundOddity('source_other_host', sourceHost)]
      : []),
    ...(otherAcsCount > 0 ? [foundOddity('acs_left_out', String(otherAcsCount))] : []),
    ...(metadata.acsIndexes.length === 0 ? [foundOddity('acs_indexes_odd')] : []),
    ...(logout && isOpenHttp(logout.url) ? [foundOddity('logout_http', logout.url)] : []),
  ];
}

function hostOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { hostname } = new URL(text);
  return hostname === '' ? null : hostname;
}

function judgeKeys(keys: {
  readonly metadata: SpMetadata;
  readonly usable: readonly CertificateFacts[];
  readonly usableEncryption: readonly CertificateFacts[];
}): FoundOddity[] {
  const { metadata, usable, usableEncryption } = keys;
  const found: (readonly [boolean, MetadataOddity])[] = [
    [usable.length === 0, 'no_signing_key'],
    [usable.length === 0 && metadata.logoutServices.length > 0, 'logout_without_key'],
    [usable.length > 1, 'several_signing_keys'],
    [usable.length > maxSigningCertificates, 'signing_keys_left_out'],
    [usableEncryption.length > 1, 'several_encryption_keys'],
    [metadata.keysWithoutUse > 0, 'key_without_use'],
  ];
  return found.flatMap(([isFound, code]) => (isFound ? [foundOddity(code)] : []));
}

function judgeKey({ facts }: Key, now: Date): FoundOddity[] {
  if (facts === null) return [foundOddity('key_unusable')];
  if (facts.notAfter > now) return [];
  return [foundOddity('certificate_expired', facts.subject.replaceAll('\n', ', '))];
}

function judgeEnd({ metadata, now }: Context): FoundOddity[] {
  const { validUntil } = metadata;
  if (validUntil === null || validUntil.getTime() - now.getTime() > soonMs) return [];
  return [foundOddity('expires_soon', validUntil.toISOString())];
}
