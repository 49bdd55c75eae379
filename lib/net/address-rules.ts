import ipaddr from 'ipaddr.js';
import { AppError } from '@/lib/shared/errors';

/** What an outbound connection may reach: the internet, or (stand-in organisation) loopback only. */
export type AddressZone = 'public' | 'loopback';

/**
 * Checks one IP address, textual, v4 or v6 (IPv4-mapped IPv6 is judged as the IPv4 inside).
 *
 * `public` accepts plain unicast and nothing else: no private, loopback, link-local, unique-local,
 * carrier-grade NAT, multicast, documentation, 6to4, Teredo or NAT64 address. `loopback` accepts
 * 127.0.0.0/8 and ::1 and nothing else.
 * @throws AppError `net.address_forbidden`
 */
export function requireAllowedAddress(address: string, zone: AddressZone): void {
  const wanted = zone === 'public' ? 'unicast' : 'loopback';
  const range = ipaddr.isValid(address) ? ipaddr.process(address).range() : 'unreadable';
  if (range !== wanted) {
    throw new AppError('net.address_forbidden', `Address is ${range}, expected ${wanted}`, {
      details: { address, range },
    });
  }
}

/**
 * Whom an address belongs to, for limits: an IPv4 address as it is, of IPv6 the network of 64 bits,
 * because its holder can take any address of it.
 */
export function networkOf(address: string | null | undefined): string {
  if (!address || !ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}

/** Tells whether a URL's hostname is an IP address in any form (brackets of IPv6 included). */
export function isAddressLiteral(hostname: string): boolean {
  return ipaddr.isValid(hostname.replace(/^\[|\]$/g, ''));
}
