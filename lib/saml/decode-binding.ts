/** From the wire to one XML text: the HTTP-Redirect and HTTP-POST bindings. */
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
  /** `SAMLRequest=…` or `SAMLResponse=…`, then `[&RelayState=…]&SigAlg=…`, in the octets that came. */
  readonly signedOctets: Buffer;
}

/** A decoded message. Nothing in it is verified. */
export interface BindingMessage {
  readonly binding: 'redirect' | 'post';
  readonly parameter: MessageParameter;
  /** The XML text, UTF-8 decoded. */
  readonly xml: string;
  /** Opaque to us; goes back byte for byte. */
  readonly relayState: string | null;
  /** Null on the POST binding, where the signature is inside the XML. */
  readonly signature: DetachedSignature | null;
}

/** Which parameter carried the message. */
export type MessageParameter = 'SAMLRequest' | 'SAMLResponse';

const onlyRequests: readonly MessageParameter[] = ['SAMLRequest'];
const deflateEncoding = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE';
type Parameters = ReadonlyMap<ParameterName, RawParameter>;

/**
 * Decodes a message of the HTTP-Redirect binding: percent-encoding, base64, raw DEFLATE, UTF-8.
 *
 * @param accepted what may carry the message; only requests unless told.
 * @param rawQuery the query as it came, without `?`: its octets are what a signature covers.
 * @throws AppError `saml.message_missing`, `saml.parameters_malformed`, `saml.parameter_ambiguous`,
 * `saml.base64_malformed`, `saml.deflate_malformed`, `saml.message_too_large`,
 * `saml.encoding_unsupported`, `saml.relay_state_invalid`, `saml.signature_incomplete`.
 * Source: SAML Bindings 2.0 §3.4.4.1.
 */
export function decodeRedirectBinding(
  rawQuery: string,
  accepted: readonly MessageParameter[] = onlyRequests,
): BindingMessage {
  const parameters = readParameters(rawQuery);
  const encoding = parameters.get('SAMLEncoding')?.value;
  if (encoding !== undefined && encoding !== deflateEncoding) {
    throw new AppError('saml.encoding_unsupported', 'SAMLEncoding is not DEFLATE');
  }
  const { parameter, value } = requireMessage(parameters, accepted);
  return {
    binding: 'redirect',
    parameter,
    xml: decodeUtf8(inflateMessage(decodeBase64(value))),
    relayState: readRelayState(parameters),
    signature: readSignature(parameters, parameter),
  };
}

/**
 * Decodes a message of the HTTP-POST binding: form encoding, base64, UTF-8.
 *
 * @param accepted as for {@link decodeRedirectBinding}.
 * @param formBody the `application/x-www-form-urlencoded` body as it came.
 * @throws AppError as {@link decodeRedirectBinding}, except for the codes of DEFLATE and signatures.
 * Source: SAML Bindings 2.0 §3.5.4.
 */
export function decodePostBinding(
  formBody: string,
  accepted: readonly MessageParameter[] = onlyRequests,
): BindingMessage {
  const parameters = readParameters(formBody);
  const { parameter, value } = requireMessage(parameters, accepted);
  const bytes = decodeBase64(value);
  if (bytes.length > maxMessageBytes) {
    throw new AppError('saml.message_too_large', `${String(bytes.length)} bytes of XML`);
  }
  return {
    binding: 'post',
    parameter,
    xml: decodeUtf8(bytes),
    relayState: readRelayState(parameters),
    signature: null,
  };
}

function requireMessage(parameters: Parameters, accepted: readonly MessageParameter[]) {
  if (parameters.has('SAMLRequest') && parameters.has('SAMLResponse')) {
    throw new AppError('saml.parameter_ambiguous', 'SAMLRequest and SAMLResponse together');
  }
  const parameter = accepted.find((name) => parameters.get(name)?.value);
  const value = parameter && parameters.get(parameter)?.value;
  if (!parameter || !value) {
    throw new AppError('saml.message_missing', `No parameter ${accepted.join(' or ')}`);
  }
  return { parameter, value };
}

function readRelayState(parameters: Parameters): string | null {
  const relayState = parameters.get('RelayState')?.value ?? null;
  if (relayState === null) return null;
  if (relayState.includes('\0') || Buffer.byteLength(relayState) > maxRelayStateBytes) {
    throw new AppError('saml.relay_state_invalid', 'RelayState has a NUL or is over 12 KiB');
  }
  return relayState;
}

function readSignature(
  parameters: Parameters,
  carrier: MessageParameter,
): DetachedSignature | null {
  const signature = parameters.get('Signature');
  const algorithm = parameters.get('SigAlg');
  if (!signature && !algorithm) return null;
  if (!signature?.value || !algorithm?.value) {
    throw new AppError('saml.signature_incomplete', 'One of Signature and SigAlg is missing');
  }
  const covered = ([carrier, 'RelayState', 'SigAlg'] as const)
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
