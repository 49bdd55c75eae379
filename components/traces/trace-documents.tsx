import { CodeBlock } from '@/components/ui/code-block';
import { Section } from '@/components/ui/section';
import type { TraceDocument } from '@/lib/schemas/saml-traces';

const bindings = { post: 'HTTP-POST', redirect: 'HTTP-Redirect' } as const;
const directions = { in: 'received', out: 'sent' } as const;

/** The messages of an exchange, decoded, without what could be used again. */
export function TraceDocuments({ documents }: { readonly documents: readonly TraceDocument[] }) {
  return (
    <Section
      id="documents"
      title="Messages"
      description="Signatures and encrypted contents are cut, so nothing here proves anything to anybody."
    >
      {documents.length === 0 && (
        <p className="text-ink-muted text-sm">No message could be decoded.</p>
      )}
      {documents.map((document, index) => (
        <div key={index} className="flex min-w-0 flex-col gap-1.5">
          <p className="text-ink-muted text-xs">{describe(document)}</p>
          <CodeBlock
            code={spread(document.xml)}
            label={`${document.parameter}, ${directions[document.direction]}`}
          />
        </div>
      ))}
    </Section>
  );
}

function describe(document: TraceDocument): string {
  const { binding, bytes, relayStateBytes, signatureAlgorithm, isCut } = document;
  return [
    bindings[binding],
    `${bytes.toLocaleString('en')} bytes`,
    relayStateBytes === null
      ? 'no RelayState'
      : `RelayState of ${relayStateBytes.toLocaleString('en')} bytes`,
    ...(signatureAlgorithm === null ? [] : [`signed with ${signatureAlgorithm}`]),
    ...(isCut ? ['the end is not kept'] : []),
  ].join(', ');
}

/** One element a line: messages come as one line. */
function spread(xml: string): string {
  return xml.replaceAll(/>\s*</gu, '>\n<');
}
