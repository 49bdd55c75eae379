import { Download } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { ButtonAnchor } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyableValue } from '@/components/ui/copyable-value';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/notice';
import { Section } from '@/components/ui/section';
import type { CertificateDetails } from '@/lib/schemas/certificates';

export interface CertificateSectionProps {
  readonly certificate: CertificateDetails;
}

const soonDays = 60;

const dateFormat = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});

function formatDate(iso: string): string {
  return `${dateFormat.format(new Date(iso))} UTC`;
}

/** "3,650 days left", "Expired 2 days ago". */
function DaysLeft({ days }: { readonly days: number }) {
  const count = new Intl.NumberFormat('en').format(Math.abs(days));
  const unit = Math.abs(days) === 1 ? 'day' : 'days';
  if (days < 0) {
    return (
      <Badge tone="danger">
        Expired {count} {unit} ago
      </Badge>
    );
  }
  return (
    <Badge tone={days <= soonDays ? 'warning' : 'good'}>
      {count} {unit} left
    </Badge>
  );
}

/** The certificate that signs now: fingerprint, dates, days left, and its files. */
export function CertificateSection({ certificate }: CertificateSectionProps) {
  return (
    <Section
      id="certificate"
      title="Active signing certificate"
      description="Signs every response and assertion. Its private key never leaves AdminX: nobody can see, copy or download it."
      actions={
        <>
          <ButtonAnchor href={certificate.pemUrl} download icon={<Download aria-hidden />}>
            Download PEM
          </ButtonAnchor>
          <ButtonAnchor href={certificate.derUrl} download icon={<Download aria-hidden />}>
            Download DER
          </ButtonAnchor>
        </>
      }
    >
      {certificate.daysLeft < 0 && (
        <Notice tone="danger" title="The certificate has expired">
          <p>Service providers that check the date refuse every sign-in until it is replaced.</p>
        </Notice>
      )}
      <DefinitionList>
        <Definition term="Valid from">{formatDate(certificate.notBefore)}</Definition>
        <Definition term="Valid until">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {formatDate(certificate.notAfter)}
            <DaysLeft days={certificate.daysLeft} />
          </span>
        </Definition>
        <Definition term="SHA-256 fingerprint">
          <CopyableValue what="SHA-256 fingerprint" value={certificate.fingerprintSha256} />
        </Definition>
        <Definition term="SHA-1 fingerprint" help="For older products that show this one.">
          <CopyableValue what="SHA-1 fingerprint" value={certificate.fingerprintSha1} />
        </Definition>
        <Definition term="Key">{certificate.key}</Definition>
        <Definition term="Subject">{certificate.subject}</Definition>
      </DefinitionList>
      <CodeBlock label="Certificate (PEM)" code={certificate.pem} />
    </Section>
  );
}
