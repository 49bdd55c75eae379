import type { ReactNode } from 'react';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/notice';
import type { ByHandPreview as Preview } from '@/lib/schemas/okta-application';
import { formatFingerprint } from '@/lib/shared/format-fingerprint';
import { OrganisationFacts } from './organisation-facts';

export interface ByHandPreviewProps {
  readonly preview: Preview;
  readonly idpName: string;
}

/** What was read of an admin's values, and which organisation it is about; nothing is stored yet. */
export function ByHandPreview({ preview, idpName }: ByHandPreviewProps) {
  const { organisation, acsUrl, audience, signOutUrl, idpId, testLogin, certificates } = preview;
  return (
    <div className="flex max-w-[42rem] flex-col gap-6">
      <Notice tone="good" live="status" title="These values fit together">
        <p>Nothing is saved yet. Compare them with what Okta shows.</p>
      </Notice>
      <OrganisationFacts organisation={organisation} />
      <DefinitionList>
        <Definition term="Identity provider">
          {idpName} {idpId !== null && <Code>{idpId}</Code>}
        </Definition>
        <Definition term="ACS URL" help="Where AdminX sends its answers">
          <Code>{acsUrl}</Code>
        </Definition>
        <Definition term="Audience URI" help="To whom they are addressed">
          <Code>{audience}</Code>
        </Definition>
        <Definition term="Sign-out URL">
          <Code>{signOutUrl}</Code>
        </Definition>
        <Definition term="Test person">
          {testLogin ?? 'None named; nobody is watched yet'}
        </Definition>
        {certificates.map(({ fingerprintSha256, subject, notAfter }) => (
          <Definition
            key={fingerprintSha256}
            term="Okta signs with"
            help={`Ends ${notAfter.slice(0, 10)}`}
          >
            {subject.replaceAll('\n', ', ')} <Code>{formatFingerprint(fingerprintSha256)}</Code>
          </Definition>
        ))}
      </DefinitionList>
      {certificates.length === 0 && (
        <Notice tone="warning" title="Requests are accepted without a signature">
          <p>
            No certificate of Okta is given. Use the SP metadata to have it filled in: then only
            requests signed by this organisation are accepted.
          </p>
        </Notice>
      )}
    </div>
  );
}

function Code({ children }: { readonly children: ReactNode }) {
  return <span className="font-mono text-xs break-all">{children}</span>;
}
