import 'server-only';
import { createHash } from 'node:crypto';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { countAttempt } from '@/lib/db/rate-limits';
import { parseSpMetadata, type SpMetadata } from '@/lib/saml/parse-metadata';
import { nameIdFormat } from '@/lib/saml/saml-uris';
import { takeSpEntity } from '@/lib/saml/take-sp-entity';
import { verifyMetadata } from '@/lib/saml/verify-metadata';
import {
  foundOddity,
  type FoundOddity,
  type MetadataPreview,
  type MetadataReading,
  type MetadataSourceInput,
} from '@/lib/schemas/application-metadata';
import { nameIdFormats, type CustomApplicationInput } from '@/lib/schemas/custom-applications';
import { AppError } from '@/lib/shared/errors';
import { formatFingerprint } from '@/lib/shared/format-fingerprint';
import { toCertificate } from './custom-application-values';
import { explainMetadataError } from './explain-metadata-error';
import { fetchMetadata } from './fetch-metadata';
import { judgeMetadata, type JudgedMetadata } from './judge-metadata';

const fetchLimit = { name: 'applications.metadata', max: 60, windowSeconds: 300 };
const maxEntityIdsShown = 500;

/**
 * Reads metadata from an address, a file or a paste, and says what it would set, what is odd about it
 * and which keys are used. Nothing is stored.
 *
 * @throws AppError `net.*`, `saml.metadata_*`, `request.rate_limited`
 */
export async function readMetadata(
  actor: Actor,
  input: MetadataSourceInput,
): Promise<MetadataReading> {
  const { userId } = actor.requirePerson('applications.connect');
  const { source } = input;
  const now = new Date();
  if (source.kind === 'url') {
    await countAttempt(getDatabase(), actor.tenantId, { ...fetchLimit, subject: userId }, now);
  }
  const sourceUrl = source.kind === 'url' ? source.url : null;
  const xml = source.kind === 'url' ? await fetchMetadata(source.url) : source.xml;
  try {
    return readText(xml, { entityId: input.entityId, sourceUrl, now });
  } catch (error) {
    throw explainMetadataError(error, xml);
  }
}

interface ReadContext {
  readonly entityId: string | null;
  readonly sourceUrl: string | null;
  readonly now: Date;
}

/** Only what was signed is read, when anything was. */
function readText(xml: string, context: ReadContext): MetadataReading {
  const { sourceUrl, now } = context;
  const checked = verifyMetadata(xml.replace(/^\uFEFF/, '').trim());
  const taken = takeSpEntity(checked.xml, context);
  if (taken.kind === 'many') {
    const { entityIds } = taken;
    const shown = entityIds.slice(0, maxEntityIdsShown);
    return { kind: 'choose', entityIds: shown, count: entityIds.length };
  }
  const metadata = parseSpMetadata(taken.xml, { now });
  const isSigned = checked.signer !== null;
  const judged = judgeMetadata({ metadata, now, sourceUrl, isSigned });
  if (metadata.authnRequestsSigned && judged.signing.length === 0) {
    throw new AppError('saml.metadata_no_usable_key', 'AuthnRequestsSigned, but no usable key');
  }
  const signer = checked.signer && createHash('sha256').update(checked.signer).digest('hex');
  return { kind: 'preview', preview: toPreview({ metadata, judged, signer, ...context }) };
}

function toPreview(
  read: ReadContext & {
    readonly metadata: SpMetadata;
    readonly judged: JudgedMetadata;
    readonly signer: string | null;
  },
): MetadataPreview {
  const { metadata, judged, signer, now, sourceUrl } = read;
  const values = toValues(metadata, judged);
  return {
    values: { ...values, metadataUrl: sourceUrl ?? '', metadataSignerSha256: signer ?? '' },
    oddities: [...judged.oddities, ...judgeNames(metadata)],
    signingCertificates: judged.signing.map((facts) => toCertificate(facts, now)),
    encryptionCertificate: judged.encryption && toCertificate(judged.encryption, now),
    signerFingerprint: signer && formatFingerprint(signer),
    validUntil: metadata.validUntil?.toISOString() ?? null,
  };
}

function toValues(metadata: SpMetadata, judged: JudgedMetadata): CustomApplicationInput {
  const format = formatOf(metadata) ?? 'unspecified';
  const { acsIndexes, entityId } = metadata;
  return {
    ...ownPolicy,
    name: nameOf(metadata),
    entityId,
    // The same address under a second index could not be saved, and no field could mend it.
    acs: metadata.acsUrls
      .map((url, at) => ({ url, index: acsIndexes[at] ?? at }))
      .filter(({ url }, at) => metadata.acsUrls.indexOf(url) === at),
    ...logoutOf(judged),
    signingCertificates: judged.signing.map(({ pem }) => pem).join(''),
    requireSignedRequests: metadata.authnRequestsSigned,
    encryptionCertificate: judged.encryption?.pem ?? '',
    nameIdFormat: format,
    nameIdSource: format === 'emailAddress' ? 'EMAIL' : 'LOGIN',
  };
}

/** What no metadata decides. */
const ownPolicy = {
  signedParts: 'RESPONSE_AND_ASSERTION',
  encryption: 'WHEN_AVAILABLE',
  nameIdExpression: '',
  honoursAuthnContext: false,
  allowsIdpInitiated: true,
  defaultRelayState: '',
  assertionSeconds: 300,
  sessionSeconds: null,
  metadataUrl: '',
  metadataSignerSha256: '',
} as const;

function logoutOf({ logout }: JudgedMetadata) {
  return {
    sloUrl: logout?.url ?? '',
    sloResponseUrl: logout?.responseUrl ?? '',
    sloBinding: logout?.binding ?? 'post',
  };
}

function nameOf({ displayName, entityId }: SpMetadata): string {
  const host = URL.canParse(entityId) ? new URL(entityId).hostname : '';
  return toName(displayName) || toName(host) || toName(entityId);
}

/** What can be seen of a name that somebody else wrote (attacks.md G11). */
function toName(text: string | null): string {
  return (text ?? '')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .trim()
    .slice(0, 100);
}

/** The first format it lists that we offer. */
function formatOf(metadata: SpMetadata): CustomApplicationInput['nameIdFormat'] | undefined {
  const known = metadata.nameIdFormats.map((uri) =>
    nameIdFormats.find((key) => nameIdFormat[key] === uri),
  );
  return known.find((key) => key !== undefined);
}

function judgeNames(metadata: SpMetadata): FoundOddity[] {
  const isUnknown = metadata.nameIdFormats.length > 0 && formatOf(metadata) === undefined;
  return isUnknown ? [foundOddity('name_formats_unknown')] : [];
}
