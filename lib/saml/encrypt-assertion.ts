/** Encrypts an assertion for the one SP that holds the private key. */
import {
  constants,
  createCipheriv,
  publicEncrypt,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { AppError } from '@/lib/shared/errors';
import { algorithm, xmlns } from './saml-uris';
import { writeElement } from './write-xml';

/** Fresh randomness for one encryption. */
export interface EncryptionRandomness {
  /** 32 bytes: the AES-256 key, used once. */
  readonly key: Buffer;
  /** 12 bytes: the nonce of GCM. */
  readonly nonce: Buffer;
}

const minRsaBits = 2048;

/**
 * The public key of a registered encryption certificate: RSA of at least 2048 bits.
 *
 * @throws AppError `saml.encryption_key_unusable`.
 */
export function readEncryptionKey(certificatePem: string): KeyObject {
  try {
    const { publicKey } = new X509Certificate(certificatePem);
    const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
    if (publicKey.asymmetricKeyType === 'rsa' && bits >= minRsaBits) return publicKey;
  } catch (cause) {
    throw new AppError('saml.encryption_key_unusable', 'The certificate is malformed', { cause });
  }
  throw new AppError('saml.encryption_key_unusable', 'The key is not RSA of 2048 bits');
}

/**
 * Writes an EncryptedAssertion in canonical form: AES-256-GCM (nonce, ciphertext, 16 bytes of tag),
 * its key under RSA-OAEP with MGF1 and SHA-1, the one form of OAEP every SP library reads; the digest
 * of OAEP needs no collision resistance. The EncryptedKey stands inside the KeyInfo of the data.
 *
 * @param assertion the whole signed Assertion, which declares every prefix it uses.
 * Source: XML Encryption 1.1 §5.2.4, §5.5.2; SAML Core 2.0 §2.3.4, §6.
 */
export function encryptAssertion(
  assertion: string,
  recipient: { readonly publicKey: KeyObject; readonly randomness: EncryptionRandomness },
): string {
  const { key, nonce } = recipient.randomness;
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = [nonce, cipher.update(assertion, 'utf8'), cipher.final(), cipher.getAuthTag()];
  const wrapped = publicEncrypt(
    { key: recipient.publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    key,
  );
  const data = writeElement(
    'xenc:EncryptedData',
    { 'xmlns:xenc': xmlns.encryption, Type: `${xmlns.encryption}Element` },
    writeElement('xenc:EncryptionMethod', { Algorithm: algorithm.aes256Gcm }) +
      writeKeyInfo(wrapped) +
      writeCipherData(Buffer.concat(sealed)),
  );
  return writeElement('saml:EncryptedAssertion', { 'xmlns:saml': xmlns.assertion }, data);
}

function writeKeyInfo(wrapped: Buffer): string {
  const digest = writeElement('ds:DigestMethod', { Algorithm: algorithm.sha1 });
  const method = writeElement('xenc:EncryptionMethod', { Algorithm: algorithm.rsaOaep }, digest);
  const encryptedKey = writeElement('xenc:EncryptedKey', {}, method + writeCipherData(wrapped));
  return writeElement('ds:KeyInfo', { 'xmlns:ds': xmlns.signature }, encryptedKey);
}

function writeCipherData(bytes: Buffer): string {
  const value = writeElement('xenc:CipherValue', {}, bytes.toString('base64'));
  return writeElement('xenc:CipherData', {}, value);
}
