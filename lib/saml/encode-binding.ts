/** From XML to the wire. */
import { deflateRawSync } from 'node:zlib';
import { algorithm } from './saml-uris';
import { signText, type Signer } from './sign-element';

/**
 * Encodes a message for the HTTP-POST binding: base64 of its UTF-8, one line.
 *
 * Source: SAML Bindings 2.0 §3.5.4.
 */
export function encodePostBinding(xml: string): string {
  return Buffer.from(xml, 'utf8').toString('base64');
}

/**
 * Encodes and signs a message for the HTTP-Redirect binding: raw DEFLATE, base64, percent-encoding;
 * RSA-SHA256 over the octets of the query.
 *
 * @param message.xml the message without a signature of its own.
 * @returns the query, without `?`. Source: SAML Bindings 2.0 §3.4.4.1.
 */
export async function encodeRedirectBinding(message: {
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
  readonly xml: string;
  readonly relayState: string | null;
  readonly signer: Signer;
}): Promise<string> {
  const { parameter, xml, relayState, signer } = message;
  const deflated = deflateRawSync(Buffer.from(xml, 'utf8')).toString('base64');
  const signed = [
    `${parameter}=${encodeURIComponent(deflated)}`,
    ...(relayState === null ? [] : [`RelayState=${encodeURIComponent(relayState)}`]),
    `SigAlg=${encodeURIComponent(algorithm.rsaSha256)}`,
  ].join('&');
  const signature = await signText(signed, signer.privateKey);
  return `${signed}&Signature=${encodeURIComponent(signature)}`;
}
