/** Makes the self-signed certificate of a signing key. */
import { createHash, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import {
  derTag,
  encodeBitString,
  encodeObjectIdentifier,
  encodeSequence,
  encodeTime,
  encodeTlv,
  encodeUnsignedInteger,
} from './der';
import { toPem } from './pem';

const generate = promisify(generateKeyPair);
const signAsync = promisify(
  (data: Buffer, key: KeyObject, done: (error: Error | null, signature: Buffer) => void) => {
    sign('sha256', data, key, done);
  },
);

const oid = {
  sha256WithRsa: '1.2.840.113549.1.1.11',
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
} as const;

/** How long a new signing certificate is valid: SPs pin it, so it should outlive its key. */
const certificateLifetimeYears = 10;

/** A new key with its certificate. The private key is for encryption at rest at once. */
export interface NewCertificate {
  /** One PEM block, LF line ends. */
  readonly certificatePem: string;
  /** PKCS #8 DER, not encrypted. */
  readonly privateKeyPkcs8: Buffer;
}

/**
 * Makes an RSA-2048 key and its self-signed SHA-256 certificate (version 3) with a random positive
 * serial of 127 bits.
 *
 * @param options what the certificate says: `commonName` (cut to 64 characters, the upper bound of
 * X.520) and the first and last second of its validity, without a default for the clock.
 * Source: RFC 5280 §4.1; RFC 4055 §5.
 */
export async function createSelfSignedCertificate(options: {
  readonly commonName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}): Promise<NewCertificate> {
  const { publicKey, privateKey } = await generate('rsa', {
    modulusLength: 2048,
    publicExponent: 65_537,
  });
  const algorithm = encodeSequence(
    encodeObjectIdentifier(oid.sha256WithRsa),
    encodeTlv(derTag.null),
  );
  const toBeSigned = encodeToBeSigned({ ...options, publicKey, algorithm });
  const signature = await signAsync(toBeSigned, privateKey);
  return {
    certificatePem: toPem(encodeSequence(toBeSigned, algorithm, encodeBitString(signature))),
    privateKeyPkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }),
  };
}

/** The last second of a certificate that begins at `notBefore` and lives ten years. */
export function defaultNotAfter(notBefore: Date): Date {
  const notAfter = new Date(notBefore.getTime());
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + certificateLifetimeYears);
  return notAfter;
}

function encodeToBeSigned(parts: {
  readonly commonName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  readonly algorithm: Buffer;
}): Buffer {
  const subjectPublicKeyInfo = parts.publicKey.export({ type: 'spki', format: 'der' });
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const name = encodeName(parts.commonName);
  return encodeSequence(
    encodeTlv(0xa0, encodeUnsignedInteger(Buffer.from([2]))),
    encodeUnsignedInteger(serial),
    parts.algorithm,
    name,
    encodeSequence(encodeTime(parts.notBefore), encodeTime(parts.notAfter)),
    name,
    subjectPublicKeyInfo,
    encodeTlv(0xa3, encodeExtensions(subjectPublicKeyInfo)),
  );
}

function encodeName(commonName: string): Buffer {
  const value = Buffer.from(Array.from(commonName).slice(0, 64).join(''), 'utf8');
  const attribute = encodeSequence(
    encodeObjectIdentifier(oid.commonName),
    encodeTlv(derTag.utf8String, value),
  );
  return encodeSequence(encodeTlv(derTag.set, attribute));
}

/** Not a CA; signs messages only; named by the SHA-1 of its key as RFC 5280 §4.2.1.2 (1) says. */
function encodeExtensions(subjectPublicKeyInfo: Buffer): Buffer {
  const isCritical = encodeTlv(derTag.boolean, Buffer.from([0xff]));
  const keyId = createHash('sha1').update(subjectPublicKeyInfo).digest();
  const extension = (id: string, ...members: readonly Buffer[]) =>
    encodeSequence(encodeObjectIdentifier(id), ...members);
  return encodeSequence(
    extension(oid.basicConstraints, isCritical, encodeTlv(derTag.octetString, encodeSequence())),
    extension(
      oid.keyUsage,
      isCritical,
      encodeTlv(derTag.octetString, encodeBitString(Buffer.from([0x80]), 7)),
    ),
    extension(
      oid.subjectKeyIdentifier,
      encodeTlv(derTag.octetString, encodeTlv(derTag.octetString, keyId)),
    ),
  );
}
