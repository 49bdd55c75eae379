import { Download } from 'lucide-react';
import { ButtonAnchor } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyButton } from '@/components/ui/copy-button';
import { CopyableValue } from '@/components/ui/copyable-value';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Section } from '@/components/ui/section';
import type { ByHandField, ByHandSheet as Sheet, ByHandStep } from '@/lib/schemas/okta-application';
import { formatFingerprint } from '@/lib/shared/format-fingerprint';

export interface ByHandSheetProps {
  readonly sheet: Sheet;
  /** Address of the PEM file. */
  readonly pemHref: string;
}

/** The values of Okta's console, field by field as its screens name them. */
export function ByHandSheet({ sheet, pemHref }: ByHandSheetProps) {
  return (
    <>
      {sheet.steps.map((step, index) => (
        <SheetStep key={step.title} step={step} number={index + 1} />
      ))}
      <Section
        id="certificate"
        title="IdP signature certificate"
        description="Upload this file where Okta asks for the signature certificate, or paste the text."
        actions={
          <ButtonAnchor href={pemHref} download icon={<Download aria-hidden />}>
            Download PEM
          </ButtonAnchor>
        }
      >
        <CodeBlock label="Certificate (PEM)" code={sheet.certificatePem} />
        <DefinitionList>
          <Definition term="SHA-256 fingerprint">
            <CopyableValue
              what="fingerprint"
              value={formatFingerprint(sheet.certificateFingerprintSha256)}
            />
          </Definition>
        </DefinitionList>
      </Section>
    </>
  );
}

function SheetStep({ step, number }: { readonly step: ByHandStep; readonly number: number }) {
  return (
    <Section
      id={`step-${String(number)}`}
      title={`${String(number)}. ${step.title}`}
      description={
        <>
          In Okta&apos;s Admin Console:{' '}
          <span className="text-ink font-medium">{step.menuPath}</span>
        </>
      }
    >
      <DefinitionList>
        {step.fields.map((field) => (
          <SheetField key={field.label} field={field} />
        ))}
      </DefinitionList>
    </Section>
  );
}

function SheetField({ field }: { readonly field: ByHandField }) {
  return (
    <Definition term={field.label} help={field.note ?? undefined}>
      <FieldValue field={field} />
    </Definition>
  );
}

function FieldValue({ field }: { readonly field: ByHandField }) {
  if (!field.isCopyable) return <span className="font-medium">{field.value}</span>;
  if (!field.value.includes('\n')) {
    return <CopyableValue what={field.label} value={field.value} />;
  }
  return (
    <span className="flex items-start justify-between gap-2">
      <a href="#certificate" className="text-accent font-medium underline-offset-2 hover:underline">
        The certificate below
      </a>
      <CopyButton value={field.value} what={field.label} />
    </span>
  );
}
