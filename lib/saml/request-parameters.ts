/** The parameters of a SAML message as they stand in a query or form body, octet for octet. */
import { AppError } from '@/lib/shared/errors';

/** Names that mean something to a binding; any other parameter is ignored. */
const knownNames = [
  'SAMLRequest',
  'SAMLResponse',
  'SAMLEncoding',
  'RelayState',
  'SigAlg',
  'Signature',
] as const;

/** A parameter that means something to a binding. */
export type ParameterName = (typeof knownNames)[number];

/** One parameter: its octets as sent and its value. */
export interface RawParameter {
  /** Percent-encoded, as it stood between `=` and `&`: what a redirect signature covers. */
  readonly raw: string;
  readonly value: string;
}

const maxParameters = 32;
/** The encoded form of the longest base64 of the longest message, RelayState and signature. */
const maxEncodedLength = 700_000;

/**
 * Splits a raw query (without `?`) or an `application/x-www-form-urlencoded` body.
 *
 * Names that mean something to the binding must be spelt exactly: a percent-encoded, differently
 * cased or repeated one is refused, because two readers could disagree about it (attacks.md A28, A29;
 * Keycloak CVE-2026-117691). Values are decoded once, `+` is a space, octets must be UTF-8.
 *
 * @throws AppError `saml.parameters_malformed`, `saml.parameter_ambiguous`, `saml.message_too_large`.
 */
export function readParameters(encoded: string): ReadonlyMap<ParameterName, RawParameter> {
  if (encoded.length > maxEncodedLength) {
    throw new AppError('saml.message_too_large', `${String(encoded.length)} encoded characters`);
  }
  const pairs = encoded.split('&', maxParameters + 1);
  if (pairs.length > maxParameters) {
    throw new AppError('saml.parameters_malformed', 'More than 32 parameters');
  }
  const found = new Map<ParameterName, RawParameter>();
  for (const pair of pairs) {
    const end = pair.indexOf('=');
    const rawName = end === -1 ? pair : pair.slice(0, end);
    const name = findKnownName(rawName);
    if (name === null) continue;
    if (name !== rawName || found.has(name)) {
      throw new AppError('saml.parameter_ambiguous', `${name} repeated or spelt '${rawName}'`);
    }
    const raw = end === -1 ? '' : pair.slice(end + 1);
    found.set(name, { raw, value: decodeComponent(raw) });
  }
  return found;
}

function findKnownName(rawName: string): ParameterName | null {
  const folded = decodeComponent(rawName.slice(0, 100)).trim().toLowerCase();
  return knownNames.find((name) => name.toLowerCase() === folded) ?? null;
}

function decodeComponent(raw: string): string {
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '));
  } catch (cause) {
    throw new AppError('saml.parameters_malformed', 'Percent-encoding is broken', { cause });
  }
}
