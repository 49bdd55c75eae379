/** A signing certificate as the portal shows it. */
export interface CertificateDetails {
  readonly id: string;
  readonly status: 'ACTIVE' | 'NEXT' | 'RETIRED';
  readonly subject: string;
  /** SHA-256 of the DER: upper-case hex pairs with colons, as openssl prints it. */
  readonly fingerprintSha256: string;
  /** SHA-1, the same way, for older products. */
  readonly fingerprintSha1: string;
  /** Like `RSA 2048`. */
  readonly key: string;
  /** ISO 8601 in UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days until `notAfter`; negative once it has passed. */
  readonly daysLeft: number;
  readonly pem: string;
  /** Where to download it; nobody can download a private key. */
  readonly pemUrl: string;
  readonly derUrl: string;
}

/** What an application needs to know about us, for the page Federation → SAMLv2. */
export interface SignOnValues {
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly sloUrl: string;
  readonly metadataUrl: string;
  readonly metadataDownloadUrl: string;
  readonly bindings: readonly string[];
  readonly nameIdFormats: readonly string[];
  /** The certificate that signs now. */
  readonly certificate: CertificateDetails;
  /** Every certificate, the active one first. */
  readonly certificates: readonly CertificateDetails[];
}

/** A certificate as a file. */
export interface CertificateFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Uint8Array<ArrayBuffer>;
}
