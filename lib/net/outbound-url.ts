import { AppError } from '@/lib/shared/errors';
import { isAddressLiteral, requireAllowedAddress, type AddressZone } from './address-rules';

/** A URL that passed the rules, and where its connection may lead. */
export interface OutboundUrl {
  readonly url: URL;
  readonly zone: AddressZone;
}

/**
 * Checks a URL before anything is sent to it: https on port 443, a host name (no IP address in any
 * notation: the URL parser has already turned decimal, octal and hex forms into dotted ones), no
 * user information. The one exception is the exact origin of a stand-in organisation, which the
 * caller passes on purpose and which must then be on loopback.
 *
 * Does not resolve the name: the connection does, see `pinned-lookup.ts`.
 * @throws AppError `net.url_forbidden`, `net.address_forbidden`
 */
export function parseOutboundUrl(text: string, sandboxOrigin: string | null): OutboundUrl {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) throw new AppError('net.url_forbidden', 'Not a URL');
  if (url.username !== '' || url.password !== '') {
    throw new AppError('net.url_forbidden', 'User information in the URL');
  }
  if (sandboxOrigin !== null && url.origin === sandboxOrigin) {
    if (isAddressLiteral(url.hostname)) {
      requireAllowedAddress(url.hostname.replace(/^\[|\]$/g, ''), 'loopback');
    }
    return { url, zone: 'loopback' };
  }
  requirePublicForm(url);
  return { url, zone: 'public' };
}

function requirePublicForm(url: URL): void {
  if (url.protocol !== 'https:') {
    throw new AppError('net.url_forbidden', `Scheme was ${url.protocol}, expected https:`);
  }
  if (url.port !== '')
    throw new AppError('net.url_forbidden', `Port was ${url.port}, expected 443`);
  if (isAddressLiteral(url.hostname)) {
    throw new AppError('net.address_forbidden', 'Host is an IP address, expected a name');
  }
  if (!url.hostname.includes('.') || url.hostname.endsWith('.')) {
    throw new AppError('net.url_forbidden', 'Host is not a full name');
  }
}
