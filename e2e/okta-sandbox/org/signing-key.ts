/**
 * The organisation's own key: it signs AuthnRequests and opens encrypted assertions. Self-signed,
 * SHA-256, ten years, named after the subdomain, as in recorded SP metadata.
 */
import 'reflect-metadata';
import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const TEN_YEARS_MS = 10 * 365.25 * 24 * 60 * 60 * 1000;

export interface SigningKey {
  kid: string;
  privateKeyPem: string;
  certificatePem: string;
  /** Base64 of the DER certificate, without line breaks. */
  certificateBase64: string;
}

export async function createSigningKey(subdomain: string): Promise<SigningKey> {
  const keys = await webcrypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${subdomain}`,
      serialNumber: `01${randomBytes(7).toString('hex')}`,
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + TEN_YEARS_MS),
      signingAlgorithm: RSA,
      keys,
    },
    webcrypto as unknown as Crypto,
  );
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    kid: randomBytes(32).toString('base64url'),
    privateKeyPem: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
      .export({ format: 'pem', type: 'pkcs8' })
      .toString(),
    certificatePem: certificate.toString('pem'),
    certificateBase64: Buffer.from(certificate.rawData).toString('base64'),
  };
}
