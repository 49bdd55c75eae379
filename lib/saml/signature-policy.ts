/** Which algorithms and keys we trust. Closed lists; nothing is negotiated with a message. */
import { X509Certificate, type KeyObject } from 'node:crypto';
import { AppError } from '@/lib/shared/errors';
import { algorithm } from './saml-uris';

/** Signature algorithm → hash as node:crypto names it. RSA PKCS #1 v1.5 only; SHA-1 has no place. */
const signatureHashes: ReadonlyMap<string, 'sha256' | 'sha384' | 'sha512'> = new Map([
  [algorithm.rsaSha256, 'sha256'],
  [algorithm.rsaSha384, 'sha384'],
  [algorithm.rsaSha512, 'sha512'],
] as const);

/** Digest algorithms of a reference. */
const digestAlgorithms: readonly string[] = [algorithm.sha256, algorithm.sha384, algorithm.sha512];

const minRsaBits = 2048;
/** Registered certificates that are tried for one message. */
const maxKeys = 4;

/**
 * The hash of an allowed signature algorithm (attacks.md A18, A19).
 *
 * @throws AppError `saml.signature_algorithm_forbidden`.
 */
export function requireSignatureHash(uri: string): 'sha256' | 'sha384' | 'sha512' {
  const hash = signatureHashes.get(uri);
  if (hash === undefined) {
    throw new AppError('saml.signature_algorithm_forbidden', `Algorithm '${uri.slice(0, 120)}'`);
  }
  return hash;
}

/** Refuses a digest algorithm that is not allowed: `saml.signature_algorithm_forbidden`. */
export function requireDigestAlgorithm(uri: string): void {
  if (!digestAlgorithms.includes(uri)) {
    throw new AppError('saml.signature_algorithm_forbidden', `Digest '${uri.slice(0, 120)}'`);
  }
}

/**
 * The public keys of registered certificates: RSA of at least 2048 bits. The only keys a signature is
 * ever verified with; KeyInfo is not looked at (attacks.md A16, A17, C15). Dates of a pinned
 * certificate do not count: it is trusted because it is registered.
 *
 * @throws AppError `saml.signature_key_unusable`.
 */
export function readRegisteredKeys(certificatePems: readonly string[]): KeyObject[] {
  return certificatePems.slice(0, maxKeys).map((pem) => {
    const key = readKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType !== 'rsa' || bits < minRsaBits) {
      throw new AppError('saml.signature_key_unusable', 'A registered key is not RSA of 2048 bits');
    }
    return key;
  });
}

function readKey(pem: string): KeyObject {
  try {
    return new X509Certificate(pem).publicKey;
  } catch (cause) {
    throw new AppError('saml.signature_key_unusable', 'A registered certificate is malformed', {
      cause,
    });
  }
}
