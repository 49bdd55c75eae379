/** Takes out of a message what would let somebody use it. */
import { createHash } from 'node:crypto';

/** The most of one message that is kept, in UTF-16 units. */
const maxKept = 32_768;

const secrets =
  /(<(?:[^\s<>/:]+:)?(SignatureValue|CipherValue)(?=[\s>/])[^<>]*>)[\s\S]*?(?=<\/(?:[^\s<>/:]+:)?\2\s*>|$)/gu;

/** A message that can be kept. */
export interface CutMessage {
  readonly xml: string;
  /** Of the whole message, UTF-8. */
  readonly bytes: number;
  /** Whether its end is missing. */
  readonly isCut: boolean;
}

/**
 * Cuts signature values and cipher texts, then everything beyond 32 KiB: what is left proves nothing
 * to anybody. Reads the text, not the XML, because refused messages are kept as well; a value whose end
 * is missing is cut to the end of the text.
 */
export function cutSecrets(xml: string): CutMessage {
  const cut = xml.replace(secrets, '$1(cut)');
  return {
    xml: cut.slice(0, maxKept),
    bytes: Buffer.byteLength(xml),
    isCut: cut.length > maxKept,
  };
}

/**
 * SHA-256 of the certificate that a message of ours names in its first signature, lower-case hex; null
 * without one.
 */
export function readSignerFingerprint(xml: string): string | null {
  const der = /<ds:X509Certificate>([A-Za-z0-9+/=]+)<\/ds:X509Certificate>/u.exec(xml)?.[1];
  return der === undefined
    ? null
    : createHash('sha256').update(Buffer.from(der, 'base64')).digest('hex');
}
