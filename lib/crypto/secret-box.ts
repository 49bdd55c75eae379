/** Encryption of secrets at rest: AES-256-GCM, the context bound as associated data. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { findMasterKey, masterKey, type MasterKey } from './master-key';

const nonceBytes = 12;
const tagBytes = 16;

/** What is stored: nonce, tag and ciphertext in one, and the id of the key. */
export interface EncryptedSecret {
  readonly ciphertext: Buffer;
  readonly keyId: string;
}

/**
 * Encrypts a secret. `context` says what it is for and whose it is (`signing-key:<tenant>:<id>`), so
 * that a ciphertext moved to another row does not open there. For a database row use `sealSecret` of
 * lib/db, which knows of a change of the master key.
 */
export function encryptSecret(
  plain: Buffer,
  context: string,
  key: MasterKey = masterKey(),
): EncryptedSecret {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key.encryptionKey, nonce);
  cipher.setAAD(associatedData(key.id, context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { ciphertext: Buffer.concat([nonce, cipher.getAuthTag(), body]), keyId: key.id };
}

/** Opens what {@link encryptSecret} made; throws when anything about it was changed. */
export function decryptSecret(ciphertext: Uint8Array, keyId: string, context: string): Buffer {
  const key = findMasterKey(keyId);
  if (!key) {
    throw new Error(
      `The secret was encrypted with master key ${keyId}, this process has ${masterKey().id}`,
    );
  }
  if (ciphertext.length < nonceBytes + tagBytes) throw new Error('The ciphertext is too short');
  const nonce = ciphertext.subarray(0, nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', key.encryptionKey, nonce, {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associatedData(key.id, context));
  decipher.setAuthTag(ciphertext.subarray(nonceBytes, nonceBytes + tagBytes));
  const body = decipher.update(ciphertext.subarray(nonceBytes + tagBytes));
  return Buffer.concat([body, decipher.final()]);
}

function associatedData(keyId: string, context: string): Buffer {
  return Buffer.from(`adminx/secret/v1\0${keyId}\0${context}`, 'utf8');
}
