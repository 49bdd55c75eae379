/** The key and certificate a new tenant signs with. */
import {
  createSelfSignedCertificate,
  defaultNotAfter,
  type NewCertificate,
} from './create-certificate';
import { readCertificate } from './read-certificate';

/** A new certificate with what the database keeps of it: the argument of `insertSigningKey`. */
export interface NewSigningCertificate extends NewCertificate {
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprintSha256: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/**
 * Makes the signing key of a tenant: RSA-2048, self-signed for ten years from `now` on, named after
 * the host of the tenant's public URL. Takes a good part of a second, so make it before the
 * transaction that stores it.
 */
export async function createSigningCertificate(options: {
  readonly publicUrl: string;
  readonly now: Date;
}): Promise<NewSigningCertificate> {
  const notBefore = new Date(Math.floor(options.now.getTime() / 1000) * 1000);
  const made = await createSelfSignedCertificate({
    commonName: new URL(options.publicUrl).hostname,
    notBefore,
    notAfter: defaultNotAfter(notBefore),
  });
  const { fingerprintSha256, notAfter } = readCertificate(made.certificatePem);
  return { ...made, fingerprintSha256, notBefore, notAfter };
}
