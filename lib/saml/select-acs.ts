/** Where an answer goes: only ever to a registered URL. */
import { AppError } from '@/lib/shared/errors';
import type { AuthnRequest } from './parse-authn-request';
import { bindingUri } from './saml-uris';

/**
 * Chooses the assertion consumer service of a request.
 *
 * @param request what the SP asks for: a URL (compared character by character), an index (place in
 * the registered list, from 0), or neither (the first registered one).
 * @param registered the registered URLs, the default first.
 * @returns the registered URL itself, never the one in the request.
 * @throws AppError `saml.acs_ambiguous` (URL and index), `saml.acs_not_registered`,
 * `saml.binding_unsupported` (anything but HTTP-POST). Source: SAML Core 2.0 §3.4.1; attacks.md C12,
 * C13.
 */
export function selectAcs(
  request: Pick<AuthnRequest, 'acsUrl' | 'acsIndex' | 'protocolBinding'>,
  registered: readonly string[],
): string {
  const { acsUrl, acsIndex, protocolBinding } = request;
  if (protocolBinding !== null && protocolBinding !== bindingUri.post) {
    throw new AppError('saml.binding_unsupported', `ProtocolBinding was ${protocolBinding}`);
  }
  if (acsUrl !== null && acsIndex !== null) {
    throw new AppError('saml.acs_ambiguous', 'The request names an ACS by URL and by index');
  }
  const chosen =
    acsUrl === null ? registered[acsIndex ?? 0] : registered.find((url) => url === acsUrl);
  if (chosen === undefined) {
    throw new AppError('saml.acs_not_registered', 'The ACS of the request is not registered', {
      details: { acsUrl: acsUrl?.slice(0, 300) ?? null, acsIndex },
    });
  }
  return chosen;
}
