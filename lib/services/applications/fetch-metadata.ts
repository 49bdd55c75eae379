import 'server-only';
import { config } from '@/lib/config/config';
import { guardedFetch } from '@/lib/net/guarded-fetch';
import type { ResolveName } from '@/lib/net/pinned-lookup';
import { maxMetadataLength } from '@/lib/schemas/custom-applications';
import { AppError } from '@/lib/shared/errors';

const accept = 'application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.8';
const timeoutMs = 10_000;

/** What servers really send XML as; many do not know the proper type. */
const mediaTypes = [
  'application/samlmetadata+xml',
  'application/xml',
  'text/xml',
  'text/plain',
  'application/octet-stream',
  '',
];

interface NetworkHolder {
  adminxResolveMetadataHost?: ResolveName;
}
const holder = globalThis as NetworkHolder;

/** Replaces name resolution; only tests do that. Call without a resolver to go back. */
export function setMetadataResolverForTests(resolve?: ResolveName): void {
  if (resolve) holder.adminxResolveMetadataHost = resolve;
  else delete holder.adminxResolveMetadataHost;
}

/**
 * The document at an address, through the guarded fetch (attacks.md E1 to E5): public https, no
 * redirect, ten seconds, half a megabyte. What came is never part of an error (E10).
 *
 * @throws AppError `net.*`, `saml.metadata_status`, `saml.metadata_web_page`,
 * `saml.metadata_media_type`
 */
export async function fetchMetadata(url: string): Promise<string> {
  const { oktaSandboxUrl } = config();
  const resolve = holder.adminxResolveMetadataHost;
  const answer = await guardedFetch(url, {
    accept,
    maxBytes: maxMetadataLength,
    timeoutMs,
    sandboxOrigin: oktaSandboxUrl === null ? null : new URL(oktaSandboxUrl).origin,
    ...(resolve && { resolve }),
  });
  const { status, mediaType, body } = answer;
  if (status !== 200) {
    throw new AppError('saml.metadata_status', `Status ${String(status)}`, { details: { status } });
  }
  if (mediaType === 'text/html' || mediaType === 'application/xhtml+xml') {
    throw new AppError('saml.metadata_web_page', `Media type ${mediaType}`);
  }
  if (!mediaTypes.includes(mediaType)) {
    throw new AppError('saml.metadata_media_type', `Media type ${mediaType.slice(0, 80)}`);
  }
  return body;
}
