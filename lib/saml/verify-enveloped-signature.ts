/** Verifies the XML signature inside a message. */
import { createHash, verify, type KeyLike, type KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { AppError } from '@/lib/shared/errors';
import { parseXml, type XmlElement } from './read-xml';
import { algorithm } from './saml-uris';
import { requireSignatureShape } from './signature-shape';
import { messageLimits } from './xml-limits';

/**
 * Verifies the enveloped signature of a message with registered keys.
 *
 * The shape is checked first (`requireSignatureShape`), then xml-crypto verifies with one key after the
 * other. KeyInfo is never used. Any doubt, also an error inside the library, is a refusal (A27).
 *
 * @param xml the message as it came.
 * @param keys public keys of the registered certificates, at least one.
 * @returns the canonical octets that were verified, without the signature: read from these and from
 * nothing else.
 * @throws AppError `saml.signature_missing`, `saml.signature_shape`,
 * `saml.signature_algorithm_forbidden`, `saml.signature_wrong`. Source: XML Signature 1.1 §3.2;
 * SAML Core 2.0 §5.4.
 */
export function verifyEnvelopedSignature(xml: string, keys: readonly KeyObject[]): string {
  const root = parseXml(xml, messageLimits);
  const signature = requireSignatureShape(root);
  for (const key of keys) {
    const verified = verifySignature(xml, signature, key);
    if (verified !== null) return verified;
  }
  throw new AppError('saml.signature_wrong', 'No registered key verifies the signature');
}

/**
 * What one signature element of a document covers, as canonical octets; null when the key does not
 * verify it. Says nothing about the shape: where the element stands, and what it covers of the rest.
 */
export function verifySignature(xml: string, signature: XmlElement, key: KeyObject): string | null {
  const verifier = new SignedXml({ publicCert: key, getCertFromKeyInfo: () => null });
  restrictAlgorithms(verifier);
  try {
    verifier.loadSignature(signature as unknown as Node);
    const isGenuine: unknown = verifier.checkSignature(xml);
    const [verified, ...more] = verifier.getSignedReferences();
    if (isGenuine !== true || verified === undefined || more.length > 0) return null;
    return verified;
  } catch {
    return null;
  }
}

/** Leaves xml-crypto nothing but the closed lists: even a slip in our shape check opens no door. */
function restrictAlgorithms(verifier: SignedXml): void {
  const canonicalizations = verifier.CanonicalizationAlgorithms;
  verifier.CanonicalizationAlgorithms = {
    [algorithm.exclusiveC14n]: canonicalizations[algorithm.exclusiveC14n],
    [algorithm.enveloped]: canonicalizations[algorithm.enveloped],
  } as typeof canonicalizations;
  verifier.HashAlgorithms = {
    [algorithm.sha256]: hashAlgorithm(algorithm.sha256, 'sha256'),
    [algorithm.sha384]: hashAlgorithm(algorithm.sha384, 'sha384'),
    [algorithm.sha512]: hashAlgorithm(algorithm.sha512, 'sha512'),
  };
  verifier.SignatureAlgorithms = {
    [algorithm.rsaSha256]: signatureAlgorithm(algorithm.rsaSha256, 'sha256'),
    [algorithm.rsaSha384]: signatureAlgorithm(algorithm.rsaSha384, 'sha384'),
    [algorithm.rsaSha512]: signatureAlgorithm(algorithm.rsaSha512, 'sha512'),
  };
}

function hashAlgorithm(uri: string, hash: string) {
  return class {
    getAlgorithmName = () => uri;
    getHash = (xml: string) => createHash(hash).update(xml, 'utf8').digest('base64');
  };
}

function signatureAlgorithm(uri: string, hash: string) {
  return class {
    getAlgorithmName = () => uri;
    getSignature = (): never => {
      throw new Error('This side only verifies');
    };
    verifySignature = (material: string, key: KeyLike, value: string) =>
      verify(hash, Buffer.from(material, 'utf8'), key, Buffer.from(value, 'base64'));
  };
}
