/** Signs an element that we wrote in canonical form: nothing is parsed or canonicalised. */
import { createHash, sign, type KeyObject } from 'node:crypto';
import { algorithm, xmlns } from './saml-uris';
import { writeElement } from './write-xml';

/** The key that signs, ready to use, and the certificate that goes along. */
export interface Signer {
  /** RSA private key; keep and reuse the object, parsing one costs more than signing. */
  readonly privateKey: KeyObject;
  /** Its certificate, base64 of the DER on one line. */
  readonly certificateBase64: string;
}

/**
 * Makes the ds:Signature of an element: RSA-SHA256, exclusive c14n, enveloped.
 *
 * @param options.canonical the element in exclusive canonical form, without its own signature and
 * without declarations that nothing in it visibly uses.
 * @returns the Signature element, to stand after the Issuer. The RSA operation runs on the thread pool.
 * Source: XML Signature 1.1 §4; SAML Core 2.0 §5.4.
 */
export async function signElement(options: {
  readonly id: string;
  readonly canonical: string;
  readonly signer: Signer;
}): Promise<string> {
  const digest = createHash('sha256').update(options.canonical, 'utf8').digest('base64');
  const signedInfo = writeSignedInfo(options.id, digest);
  const canonicalSignedInfo = wrapSignedInfo({ 'xmlns:ds': xmlns.signature }, signedInfo);
  const value = await signText(canonicalSignedInfo, options.signer.privateKey);
  const certificate = writeElement(
    'ds:X509Data',
    {},
    writeElement('ds:X509Certificate', {}, options.signer.certificateBase64),
  );
  return writeElement(
    'ds:Signature',
    { 'xmlns:ds': xmlns.signature },
    wrapSignedInfo({}, signedInfo) +
      writeElement('ds:SignatureValue', {}, value) +
      writeElement('ds:KeyInfo', {}, certificate),
  );
}

function wrapSignedInfo(attributes: Readonly<Record<string, string>>, content: string): string {
  return writeElement('ds:SignedInfo', attributes, content);
}

function writeSignedInfo(id: string, digest: string): string {
  const transforms =
    writeElement('ds:Transform', { Algorithm: algorithm.enveloped }) +
    writeElement('ds:Transform', { Algorithm: algorithm.exclusiveC14n });
  return (
    writeElement('ds:CanonicalizationMethod', { Algorithm: algorithm.exclusiveC14n }) +
    writeElement('ds:SignatureMethod', { Algorithm: algorithm.rsaSha256 }) +
    writeElement(
      'ds:Reference',
      { URI: `#${id}` },
      writeElement('ds:Transforms', {}, transforms) +
        writeElement('ds:DigestMethod', { Algorithm: algorithm.sha256 }) +
        writeElement('ds:DigestValue', {}, digest),
    )
  );
}

/** RSA-SHA256 over UTF-8 text, on the thread pool; base64. */
export function signText(text: string, key: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    sign('sha256', Buffer.from(text, 'utf8'), key, (error, signature) => {
      if (error) reject(error);
      else resolve(signature.toString('base64'));
    });
  });
}
