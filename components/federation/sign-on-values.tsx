import { Download } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { ButtonAnchor } from '@/components/ui/button';
import { CopyableValue } from '@/components/ui/copyable-value';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Section } from '@/components/ui/section';
import type { SignOnValues as Values } from '@/lib/schemas/certificates';

export interface SignOnValuesProps {
  readonly values: Values;
}

const bindingNames: Readonly<Record<string, string>> = {
  'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect': 'HTTP-Redirect',
  'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST': 'HTTP-POST',
};

/** The addresses a service provider needs of this identity provider. */
export function SignOnValues({ values }: SignOnValuesProps) {
  return (
    <Section
      id="values"
      title="Identity provider"
      description="What a service provider asks for. Most read all of it from the metadata."
      actions={
        <ButtonAnchor
          href={values.metadataDownloadUrl}
          download="adminx-metadata.xml"
          icon={<Download aria-hidden />}
        >
          Download metadata
        </ButtonAnchor>
      }
    >
      <DefinitionList>
        <Definition term="Entity ID (issuer)">
          <CopyableValue what="entity ID" value={values.entityId} />
        </Definition>
        <Definition term="Single sign-on URL">
          <CopyableValue what="single sign-on URL" value={values.ssoUrl} />
        </Definition>
        <Definition term="Metadata URL">
          <CopyableValue what="metadata URL" value={values.metadataDownloadUrl} />
        </Definition>
        <Definition term="Bindings">
          <span className="flex flex-wrap gap-2 py-0.5">
            {values.bindings.map((binding) => (
              <Badge key={binding} icon={<></>}>
                {bindingNames[binding] ?? binding}
              </Badge>
            ))}
          </span>
        </Definition>
        <Definition term="NameID formats">
          <ul>
            {values.nameIdFormats.map((format) => (
              <li key={format} className="font-mono text-xs leading-6 break-all">
                {format}
              </li>
            ))}
          </ul>
        </Definition>
      </DefinitionList>
    </Section>
  );
}
