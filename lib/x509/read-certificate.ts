/** Reads a certificate and refuses keys that nobody should trust. */
import { createHash, X509Certificate, type KeyObject } from 'node:crypto';
import { AppError } from '@/lib/shared/errors';
import { toDer, toPem } from './pem';

const minRsaBits = 2048;
const minEcBits = 256;
const ecBits: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp384r1: 384,
  secp521r1: 521,
};

/** What is known of a certificate. Contains no private part. */
export interface CertificateFacts {
  /** One PEM block, LF line ends, as we write it. */
  readonly pem: string;
  readonly der: Buffer;
  /** SHA-256 of the DER, lower-case hex without separators. */
  readonly fingerprintSha256: string;
  /** SHA-1 of the DER, lower-case hex: only to find a certificate in older products. */
  readonly fingerprintSha1: string;
  /** SHA-256 of the DER, base64url: `x5t#S256` of a JWK. */
  readonly x5tS256: string;
  /** One `TYPE=value` a line, as OpenSSL prints it. */
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly keyType: 'rsa' | 'ec';
  readonly keyBits: number;
}

/**
 * Reads one PEM certificate.
 *
 * Checks the form (one block, strict base64, parses as X.509, nothing after it) and the key: RSA of at
 * least 2048 bits with an odd exponent above 1, or EC on P-256, P-384 or P-521. Does not check the
 * dates, the chain or the self-signature: pinned certificates are trusted by registration.
 *
 * @throws AppError `certificates.malformed`, `certificates.key_weak`, `certificates.key_unsupported`.
 * Source: RFC 5280 §4.1.
 */
export function readCertificate(pem: string): CertificateFacts {
  const der = toDer(pem);
  const certificate = parse(der);
  const key = readKey(certificate);
  return {
    pem: toPem(der),
    der,
    fingerprintSha256: createHash('sha256').update(der).digest('hex'),
    fingerprintSha1: createHash('sha1').update(der).digest('hex'),
    x5tS256: createHash('sha256').update(der).digest('base64url'),
    subject: certificate.subject,
    issuer: certificate.issuer,
    notBefore: readDate(certificate.validFrom),
    notAfter: readDate(certificate.validTo),
    ...key,
  };
}

function parse(der: Buffer): X509Certificate {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(der);
  } catch (cause) {
    throw new AppError('certificates.malformed', 'The bytes are not X.509', { cause });
  }
  if (!certificate.raw.equals(der)) {
    throw new AppError('certificates.malformed', 'There are bytes after the certificate');
  }
  return certificate;
}

function readKey(certificate: X509Certificate): Pick<CertificateFacts, 'keyType' | 'keyBits'> {
  let key: KeyObject;
  try {
    key = certificate.publicKey;
  } catch (cause) {
    throw new AppError('certificates.malformed', 'The public key cannot be read', { cause });
  }
  const details = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') {
    return readRsaKey(details.modulusLength ?? 0, details.publicExponent ?? 0n);
  }
  if (key.asymmetricKeyType === 'ec') return readEcKey(details.namedCurve ?? 'unnamed');
  throw new AppError(
    'certificates.key_unsupported',
    `Key type was ${key.asymmetricKeyType ?? 'unknown'}, expected RSA or EC`,
  );
}

function readRsaKey(bits: number, exponent: bigint) {
  if (bits < minRsaBits || exponent < 3n || exponent % 2n === 0n) {
    throw new AppError(
      'certificates.key_weak',
      `RSA key of ${String(bits)} bits with exponent ${String(exponent)}, expected at least 2048`,
    );
  }
  return { keyType: 'rsa', keyBits: bits } as const;
}

function readEcKey(curve: string) {
  const keyBits = ecBits[curve] ?? 0;
  if (keyBits < minEcBits) {
    throw new AppError('certificates.key_unsupported', `EC curve was ${curve}`);
  }
  return { keyType: 'ec', keyBits } as const;
}

function readDate(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) {
    throw new AppError('certificates.malformed', 'A validity date cannot be read');
  }
  return date;
}
