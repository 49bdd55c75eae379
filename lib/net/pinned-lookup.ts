import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { AppError, isAppError } from '@/lib/shared/errors';
import { requireAllowedAddress, type AddressZone } from './address-rules';

/** One address a name resolved to. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Turns a host name into addresses. Replaced in tests only. */
export type ResolveName = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/**
 * A `lookup` for sockets that connects to checked addresses only. The name is resolved once, every
 * address must be allowed (one forbidden address refuses the name), and the same addresses are used
 * for every later connection of this lookup: a name that changes its mind between the check and the
 * connection (DNS rebinding) gains nothing.
 *
 * The refusal reaches the caller as the `cause` of the socket error; see `toNetError`.
 */
export function createPinnedLookup(
  zone: AddressZone,
  resolve: ResolveName = resolveBySystem,
): LookupFunction {
  const pinned = new Map<string, Promise<readonly ResolvedAddress[]>>();
  return (hostname, options, callback) => {
    let answer = pinned.get(hostname);
    if (!answer) {
      answer = resolveChecked(hostname, zone, resolve);
      pinned.set(hostname, answer);
    }
    answer.then(
      (addresses) => {
        answerLookup(addresses, options, callback);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, '', 0);
      },
    );
  };
}

function answerLookup(
  addresses: readonly ResolvedAddress[],
  options: Parameters<LookupFunction>[1],
  callback: Parameters<LookupFunction>[2],
): void {
  if (options.all === true) {
    callback(null, [...addresses]);
    return;
  }
  const wanted = options.family === 4 || options.family === 6 ? options.family : null;
  const first = addresses.find((entry) => wanted === null || entry.family === wanted);
  if (first) callback(null, first.address, first.family);
  else callback(new AppError('net.name_unresolved', 'No address of this family'), '', 0);
}

async function resolveChecked(
  hostname: string,
  zone: AddressZone,
  resolve: ResolveName,
): Promise<readonly ResolvedAddress[]> {
  const addresses = isLocalhostName(hostname, zone)
    ? loopback
    : await resolveOrRefuse(hostname, resolve);
  if (addresses.length === 0) throw new AppError('net.name_unresolved', 'No addresses');
  for (const { address } of addresses) requireAllowedAddress(address, zone);
  return addresses;
}

/** RFC 6761 §6.3: names under `localhost` are loopback, whatever a resolver says. */
function isLocalhostName(hostname: string, zone: AddressZone): boolean {
  return zone === 'loopback' && (hostname === 'localhost' || hostname.endsWith('.localhost'));
}

const loopback = [{ address: '127.0.0.1', family: 4 }] as const;

async function resolveOrRefuse(
  hostname: string,
  resolve: ResolveName,
): Promise<readonly ResolvedAddress[]> {
  try {
    return await resolve(hostname);
  } catch (error) {
    if (isAppError(error)) throw error;
    throw new AppError('net.name_unresolved', 'The name does not resolve', { cause: error });
  }
}

async function resolveBySystem(hostname: string): Promise<readonly ResolvedAddress[]> {
  const found = await systemLookup(hostname, { all: true, order: 'ipv4first' });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}
