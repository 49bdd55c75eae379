/**
 * The organisation's own key: it signs AuthnRequests and opens encrypted assertions. Self-signed,
 * SHA-256, ten years, named after the subdomain, as in recorded SP metadata.
 */
import { generateKeyPair, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';

const TEN_YEARS_MS = 10 * 365.25 * 24 * 60 * 60 * 1000;

export interface SigningKey {
  kid: string;
  privateKeyPem: string;
  certificatePem: string;
  /** Base64 of the DER certificate, without line breaks. */
  certificateBase64: string;
}

export async function createSigningKey(subdomain: string): Promise<SigningKey> {
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' });
  const body = certificateBody(subdomain, publicKey);
  const signature = sign('sha256', body, keys.privateKey);
  const certificate = sequence(body, SHA256_WITH_RSA, der(0x03, Buffer.from([0]), signature));
  const certificateBase64 = certificate.toString('base64');
  const lines = certificateBase64.match(/.{1,64}/g) ?? [];
  return {
    kid: randomBytes(32).toString('base64url'),
    privateKeyPem: keys.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificatePem: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join(
      '\n',
    ),
    certificateBase64,
  };
}

/** One DER value: tag, length, contents (X.690 §8.1). */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const size = Buffer.from([length >> 8, length & 0xff]).subarray(length < 0x100 ? 1 : 0);
  return Buffer.concat([Buffer.from([tag, 0x80 + size.length]), size, content]);
}

function sequence(...contents: Buffer[]): Buffer {
  return der(0x30, ...contents);
}

/** AlgorithmIdentifier of sha256WithRSAEncryption (1.2.840.113549.1.1.11). */
const SHA256_WITH_RSA = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
/** OBJECT IDENTIFIER of commonName (2.5.4.3). */
const COMMON_NAME = Buffer.from('0603550403', 'hex');

/** UTCTime, which is right until 2049 (RFC 5280 §4.1.2.5.1). */
function utcTime(epochMs: number): Buffer {
  const digits = new Date(epochMs).toISOString().replace(/\D/g, '');
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}

/** TBSCertificate of RFC 5280 §4.1, version 3, issuer and subject alike, without extensions. */
function certificateBody(commonName: string, publicKey: Buffer): Buffer {
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]), randomBytes(7));
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(commonName)))));
  const validity = sequence(utcTime(Date.now() - 60_000), utcTime(Date.now() + TEN_YEARS_MS));
  return sequence(version, serial, SHA256_WITH_RSA, name, validity, name, publicKey);
}
