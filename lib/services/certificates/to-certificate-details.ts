import type { SigningKeyRow } from '@/lib/db/signing-keys';
import type { CertificateDetails } from '@/lib/schemas/certificates';
import { readCertificate } from '@/lib/x509/read-certificate';

const dayMs = 86_400_000;

/** Maps a stored key to what the portal shows of its certificate. */
export function toCertificateDetails(key: SigningKeyRow, now: Date): CertificateDetails {
  const facts = readCertificate(key.certificatePem);
  return {
    id: key.id,
    status: key.status,
    subject: facts.subject.replaceAll('\n', ', '),
    fingerprintSha256: toPairs(facts.fingerprintSha256),
    fingerprintSha1: toPairs(facts.fingerprintSha1),
    key: `${facts.keyType.toUpperCase()} ${String(facts.keyBits)}`,
    notBefore: facts.notBefore.toISOString(),
    notAfter: facts.notAfter.toISOString(),
    daysLeft: Math.floor((facts.notAfter.getTime() - now.getTime()) / dayMs),
    pem: facts.pem,
    pemUrl: `/api/certificates/${key.id}/pem`,
    derUrl: `/api/certificates/${key.id}/der`,
  };
}

function toPairs(hex: string): string {
  return (hex.toUpperCase().match(/../g) ?? []).join(':');
}
