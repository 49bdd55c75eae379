/** Where an answer goes: only ever to a registered URL. */
import { AppError } from '@/lib/shared/errors';
import type { AuthnRequest } from './parse-authn-request';

/**
 * Chooses the assertion consumer service of a request.
 *
 * @param request what the SP asks for: a URL (compared character by character), an index (of the
 * SP's metadata; without one there, the place in the list, from 0), or neither (the default).
 * @param registered the registered URLs, the default first, and their indexes in the same order.
 * @returns the registered URL itself, never the one in the request.
 * @throws AppError `saml.acs_ambiguous` (URL and index), `saml.acs_not_registered`.
 * Source: SAML Core 2.0 §3.4.1; attacks.md C12, C13.
 */
export function selectAcs(
  request: Pick<AuthnRequest, 'acsUrl' | 'acsIndex'>,
  registered: { readonly acsUrls: readonly string[]; readonly acsIndexes: readonly number[] },
): string {
  const { acsUrl, acsIndex } = request;
  if (acsUrl !== null && acsIndex !== null) {
    throw new AppError('saml.acs_ambiguous', 'The request names an ACS by URL and by index');
  }
  const { acsUrls } = registered;
  const chosen =
    acsUrl === null
      ? acsUrls[acsIndex === null ? 0 : placeOf(acsIndex, registered.acsIndexes)]
      : acsUrls.find((url) => url === acsUrl);
  if (chosen === undefined) {
    throw new AppError('saml.acs_not_registered', 'The ACS of the request is not registered', {
      details: { acsUrl: acsUrl?.slice(0, 300) ?? null, acsIndex },
    });
  }
  return chosen;
}

function placeOf(index: number, indexes: readonly number[]): number {
  return indexes.length === 0 ? index : indexes.indexOf(index);
}
