/** Whether an AuthnRequest was made by the SP it names. */
import { verify } from 'node:crypto';
import { AppError } from '@/lib/shared/errors';
import type { BindingMessage } from './decode-binding';
import { allElements, parseXml } from './read-xml';
import { readRegisteredKeys, requireSignatureHash } from './signature-policy';
import { verifyEnvelopedSignature } from './verify-enveloped-signature';
import { messageLimits } from './xml-limits';

/** Tells whether a message carries a signature, of whatever worth. */
export function hasSignature(message: BindingMessage): boolean {
  if (message.signature) return true;
  return allElements(parseXml(message.xml, messageLimits)).some(
    (element) => element.localName === 'Signature',
  );
}

/**
 * Verifies the signature of a request with the registered certificates of its SP.
 *
 * HTTP-Redirect: RSA over the octets of the query as they came, SigAlg from the allow-list; a
 * signature inside the XML has no place there. HTTP-POST: see `verifyEnvelopedSignature`.
 *
 * @returns the XML that was verified: parse this, not what came.
 * @throws AppError `saml.signature_missing`, `saml.signature_wrong`, `saml.signature_shape`,
 * `saml.signature_algorithm_forbidden`, `saml.signature_key_unusable`.
 * Source: SAML Bindings 2.0 §3.4.4.1, §3.5.4; attacks.md A9, A12 to A21, A27, A28, C15.
 */
export function verifyMessageSignature(options: {
  readonly message: BindingMessage;
  /** PEM; at most four are tried. */
  readonly certificatePems: readonly string[];
}): string {
  const { message, certificatePems } = options;
  const keys = readRegisteredKeys(certificatePems);
  if (message.binding === 'post') return verifyEnvelopedSignature(message.xml, keys);
  const { signature, xml } = message;
  if (!signature) throw new AppError('saml.signature_missing', 'The query has no Signature');
  if (hasSignature({ ...message, signature: null })) {
    throw new AppError('saml.signature_shape', 'A signature inside the XML of a redirect');
  }
  const hash = requireSignatureHash(signature.algorithm);
  const isGenuine = keys.some((key) => verify(hash, signature.signedOctets, key, signature.value));
  if (!isGenuine) {
    throw new AppError('saml.signature_wrong', 'No registered key verifies the signature');
  }
  return xml;
}
