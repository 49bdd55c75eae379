/** From the wire to one XML text: the HTTP-Redirect and HTTP-POST bindings of a request. */
import { AppError } from '@/lib/shared/errors';
import { decodeBase64 } from './decode-base64';
import { inflateMessage } from './inflate-message';
import { readParameters, type ParameterName, type RawParameter } from './request-parameters';
import { maxMessageBytes, maxRelayStateBytes } from './xml-limits';

/** The signature of a redirect, apart from the message. */
export interface DetachedSignature {
  /** The URI of SigAlg as sent; not yet judged. */
  readonly algorithm: string;
  readonly value: Buffer;
  /** `SAMLRequest=…[&RelayState=…]&SigAlg=…` in the octets that came. */
  readonly signedOctets: Buffer;
}

/** A decoded message. Nothing in it is verified. */
export interface BindingMessage {
  readonly binding: 'redirect' | 'post';
  /** The XML text, UTF-8 decoded. */
  readonly xml: string;
  /** Opaque to us; goes back byte for byte. */
  readonly relayState: string | null;
  /** Null on the POST binding, where the signature is inside the XML. */
  readonly signature: DetachedSignature | null;
}

const deflateEncoding = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE';
type Parameters = ReadonlyMap<ParameterName, RawParameter>;

/**
 * Decodes a request of the HTTP-Redirect binding: percent-encoding, base64, raw DEFLATE, UTF-8.
 *
 * @param rawQuery the query as it came, without `?`: its octets are what a signature covers.
 * @throws AppError `saml.message_missing`, `saml.parameters_malformed`, `saml.parameter_ambiguous`,
 * `saml.base64_malformed`, `saml.deflate_malformed`, `saml.message_too_large`,
 * `saml.encoding_unsupported`, `saml.relay_state_invalid`, `saml.signature_incomplete`.
 * Source: SAML Bindings 2.0 §3.4.4.1.
 */
export function decodeRedirectBinding(rawQuery: string): BindingMessage {
  const parameters = readParameters(rawQuery);
  const encoding = parameters.get('SAMLEncoding')?.value;
  if (encoding !== undefined && encoding !== deflateEncoding) {
    throw new AppError('saml.encoding_unsupported', 'SAMLEncoding is not DEFLATE');
  }
  const bytes = decodeBase64(requireRequest(parameters));
  return {
    binding: 'redirect',
    xml: decodeUtf8(inflateMessage(bytes)),
    relayState: readRelayState(parameters),
    signature: readSignature(parameters),
  };
}

/**
 * Decodes a request of the HTTP-POST binding: form encoding, base64, UTF-8.
 *
 * @param formBody the `application/x-www-form-urlencoded` body as it came.
 * @throws AppError as {@link decodeRedirectBinding}, except for the codes of DEFLATE and signatures.
 * Source: SAML Bindings 2.0 §3.5.4.
 */
export function decodePostBinding(formBody: string): BindingMessage {
  const parameters = readParameters(formBody);
  const bytes = decodeBase64(requireRequest(parameters));
  if (bytes.length > maxMessageBytes) {
    throw new AppError('saml.message_too_large', `${String(bytes.length)} bytes of XML`);
  }
  return {
    binding: 'post',
    xml: decodeUtf8(bytes),
    relayState: readRelayState(parameters),
    signature: null,
  };
}

function requireRequest(parameters: Parameters): string {
  const request = parameters.get('SAMLRequest');
  if (!request?.value) throw new AppError('saml.message_missing', 'No SAMLRequest parameter');
  if (parameters.has('SAMLResponse')) {
    throw new AppError('saml.parameter_ambiguous', 'SAMLRequest and SAMLResponse together');
  }
  return request.value;
}

function readRelayState(parameters: Parameters): string | null {
  const relayState = parameters.get('RelayState')?.value ?? null;
  if (relayState === null) return null;
  if (relayState.includes('\0') || Buffer.byteLength(relayState) > maxRelayStateBytes) {
    throw new AppError('saml.relay_state_invalid', 'RelayState has a NUL or is over 12 KiB');
  }
  return relayState;
}

function readSignature(parameters: Parameters): DetachedSignature | null {
  const signature = parameters.get('Signature');
  const algorithm = parameters.get('SigAlg');
  if (!signature && !algorithm) return null;
  if (!signature?.value || !algorithm?.value) {
    throw new AppError('saml.signature_incomplete', 'One of Signature and SigAlg is missing');
  }
  const covered = (['SAMLRequest', 'RelayState', 'SigAlg'] as const)
    .filter((name) => parameters.has(name))
    .map((name) => `${name}=${parameters.get(name)?.raw ?? ''}`);
  return {
    algorithm: algorithm.value,
    value: decodeBase64(signature.value),
    signedOctets: Buffer.from(covered.join('&'), 'utf8'),
  };
}

/** UTF-8 without a byte order mark; anything else has no agreed reading (attacks.md B6). */
function decodeUtf8(bytes: Buffer): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('saml.encoding_unsupported', 'The message is not UTF-8', { cause });
  }
  if (text.startsWith('\uFEFF')) {
    throw new AppError('saml.encoding_unsupported', 'The message begins with a byte order mark');
  }
  return text;
}
