/** PEM, DER and x5c forms of one certificate. */
import { AppError } from '@/lib/shared/errors';

/** The longest PEM text that is looked at, in characters. */
const maxPemLength = 16_384;
/** Linear in the length of its input: one class, no nested repetition. */
const pemPattern =
  /^\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----\s*$/;

/** Wraps the DER of a certificate as one PEM block with lines of 64. Source: RFC 7468 §5.1. */
export function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/**
 * Unwraps the DER of exactly one PEM certificate.
 *
 * Refuses several blocks, other labels, text around the block, a wrong alphabet or padding:
 * `certificates.malformed`. Whether the bytes are a certificate is for `readCertificate` to say.
 */
export function toDer(pem: string): Buffer {
  const body = pem.length <= maxPemLength ? pemPattern.exec(pem)?.[1] : undefined;
  const base64 = body?.replace(/\s+/g, '') ?? '';
  const der = Buffer.from(base64, 'base64');
  if (der.length === 0 || der.toString('base64') !== base64) {
    throw new AppError('certificates.malformed', 'Not exactly one PEM block of a certificate');
  }
  return der;
}

/** The certificate as one line of standard base64 DER: a member of `x5c`. Source: RFC 7517 §4.7. */
export function toX5c(pem: string): string {
  return toDer(pem).toString('base64');
}
