/** The signature of a metadata document. */
import { X509Certificate } from 'node:crypto';
import { AppError } from '@/lib/shared/errors';
import { decodeBase64 } from './decode-base64';
import { allElements, isElement, parseXml, readText, type XmlElement } from './read-xml';
import { xmlns } from './saml-uris';
import { requireSignatureShape } from './signature-shape';
import { verifySignature } from './verify-enveloped-signature';
import { metadataLimits } from './xml-limits';

/** Metadata as it may be read. */
export interface CheckedMetadata {
  /** What was signed, in canonical form; the text as it came when nothing was signed. */
  readonly xml: string;
  /** DER of the certificate it was signed with; null without a signature. */
  readonly signer: Buffer | null;
}

const maxCandidates = 8;
const minRsaBits = 2048;

/**
 * Verifies the signature of metadata, if there is one, with a certificate out of the document. That
 * proves that nothing was changed since it was signed, and by which key; whose key that is, only a
 * person can say, or the comparison with the key of the last time.
 *
 * Only the shape that `requireSignatureShape` knows is verified: over the whole document, with the
 * algorithms of `signature-policy`, RSA keys of at least 2048 bits. A signature that is anything else
 * is no reason to read on (attacks.md E8, A27).
 *
 * @throws AppError the codes of `guardXml`, and `saml.metadata_signature_wrong`.
 * Source: SAML Metadata 2.0 §3.
 */
export function verifyMetadata(xml: string): CheckedMetadata {
  const root = parseXml(xml, metadataLimits);
  if (!allElements(root).some(({ localName }) => localName === 'Signature')) {
    return { xml, signer: null };
  }
  const signature = requireShape(root);
  for (const certificate of candidatesOf(root)) {
    const verified = verifySignature(xml, signature, certificate.publicKey);
    if (verified !== null) return { xml: verified, signer: certificate.raw };
  }
  throw new AppError(
    'saml.metadata_signature_wrong',
    'No certificate in it verifies the signature',
  );
}

function requireShape(root: XmlElement): XmlElement {
  try {
    return requireSignatureShape(root);
  } catch (cause) {
    const reason = 'The signature has a shape that is not verified';
    throw new AppError('saml.metadata_signature_wrong', reason, { cause });
  }
}

/** Certificates of the document that can be read and are strong enough. */
function candidatesOf(root: XmlElement): X509Certificate[] {
  const elements = allElements(root).filter((element) =>
    isElement(element, xmlns.signature, 'X509Certificate'),
  );
  return elements.slice(0, maxCandidates).flatMap((element) => {
    try {
      const der = decodeBase64(readText(element).replace(/\s+/g, ''));
      const certificate = new X509Certificate(der);
      const bits = certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
      const isUsable = certificate.publicKey.asymmetricKeyType === 'rsa' && bits >= minRsaBits;
      return isUsable ? [certificate] : [];
    } catch {
      return [];
    }
  });
}
