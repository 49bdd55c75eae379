/** Strict base64. */
import { AppError } from '@/lib/shared/errors';

const alphabet = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * Decodes standard base64 (RFC 4648 §4).
 *
 * Tolerated: line breaks (CR, LF), because several SPs and XML tools fold lines. Refused: any other
 * white space, the url-safe alphabet, missing or wrong padding, bits set beyond the last octet, and
 * an empty text.
 *
 * @throws AppError `saml.base64_malformed`.
 */
export function decodeBase64(text: string): Buffer {
  const folded = text.replace(/[\r\n]+/g, '');
  const bytes = alphabet.test(folded) ? Buffer.from(folded, 'base64') : Buffer.alloc(0);
  if (bytes.length === 0 || bytes.toString('base64') !== folded) {
    throw new AppError('saml.base64_malformed', `Not base64, ${String(text.length)} characters`);
  }
  return bytes;
}
