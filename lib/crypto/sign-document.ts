import type { KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';

/** The key a document is signed with, and what its header says about it. */
export interface DocumentSigner {
  /** RSA, at least 2048 bits. */
  readonly privateKey: KeyObject;
  readonly keyId: string;
  /** SHA-256 over the DER of the certificate, 32 bytes. */
  readonly certificateSha256: Uint8Array;
  /** `typ`, so that a signature over one kind of document is never taken for another (RFC 8725 §3.11). */
  readonly type: string;
}

/**
 * Signs a value as JSON: a compact JWS (RFC 7515 §7.1) with RS256 (RFC 7518 §3.3), ASCII, three
 * base64url parts with dots between them. The protected header names the key by `kid` and the
 * certificate by `x5t#S256`, so whoever has the certificate finds out whether it is the right one.
 * Does not look whether certificate and key belong together.
 */
export function signDocument(document: object, signer: DocumentSigner): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(document), 'utf8'))
    .setProtectedHeader({
      alg: 'RS256',
      typ: signer.type,
      cty: 'json',
      kid: signer.keyId,
      'x5t#S256': Buffer.from(signer.certificateSha256).toString('base64url'),
    })
    .sign(signer.privateKey);
}
