import { CodeBlock } from '@/components/ui/code-block';
import { Section } from '@/components/ui/section';
import { linkClass } from '@/components/ui/text-anchor';
import type { OktaReceipt, OktaReceiptView } from '@/lib/schemas/okta-receipt';
import { receiptCommands } from '@/lib/schemas/receipt-commands';
import { formatFingerprint } from '@/lib/shared/format-fingerprint';

export interface VerificationProps {
  readonly view: OktaReceiptView;
  readonly receipt: OktaReceipt;
}

/** How anybody with the certificate verifies the signed file. */
export function Verification({ view, receipt }: VerificationProps) {
  const { certificateId, certificateFingerprintSha256: fingerprint } = view;
  const certificateFile = `adminx-signing-${fingerprint.slice(0, 8)}.pem`;
  return (
    <div className="mt-12">
      <Section
        id="verify"
        title="Verify it elsewhere"
        description={
          <>
            <p className="[overflow-wrap:anywhere]">
              The downloaded file is this receipt as JSON, signed (JWS, RS256) with the SAML signing
              key of AdminX. The certificate with SHA-256{' '}
              <span className="font-mono text-xs">{formatFingerprint(fingerprint)}</span> is all
              that is needed to verify it.
            </p>
            <p className="mt-2 print:hidden">
              <a href={`/api/certificates/${certificateId}/pem`} download className={linkClass}>
                Download the certificate
              </a>
              , then:
            </p>
          </>
        }
      >
        <div className="print:hidden">
          <CodeBlock
            label="Commands (openssl)"
            code={receiptCommands(`okta-receipt-${receipt.runId}.jws`, certificateFile)}
          />
        </div>
      </Section>
    </div>
  );
}
