import { Download } from 'lucide-react';
import { ButtonAnchor } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyableValue } from '@/components/ui/copyable-value';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Section } from '@/components/ui/section';
import type { OktaApplicationDetails } from '@/lib/schemas/okta-application';

export interface ApplicationValuesProps {
  readonly application: OktaApplicationDetails;
}

interface Fact {
  readonly term: string;
  readonly value: string | null;
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <DefinitionList>
      {facts.map(({ term, value }) => (
        <Definition key={term} term={term}>
          {value === null ? 'Not given' : <CopyableValue what={term} value={value} />}
        </Definition>
      ))}
    </DefinitionList>
  );
}

export interface OurValuesProps {
  /** Whom they are for. */
  readonly peer: string;
  readonly ours: {
    readonly entityId: string;
    readonly ssoUrl: string;
    /** Left out where the other side has no use for it. */
    readonly sloUrl?: string;
    readonly metadataDownloadUrl: string;
    readonly certificateId: string;
    readonly certificatePem: string;
    /** SHA-256, upper-case pairs with colons. */
    readonly certificateFingerprint: string;
  };
}

/** What the other side needs from us. */
export function OurValues({ peer, ours }: OurValuesProps) {
  return (
    <Section
      id="our-values"
      title={`Values of AdminX, for ${peer}`}
      actions={
        <ButtonAnchor
          href={`/api/certificates/${ours.certificateId}/pem`}
          download
          icon={<Download aria-hidden />}
        >
          Download PEM
        </ButtonAnchor>
      }
    >
      <Facts
        facts={[
          { term: 'IdP entity ID (issuer)', value: ours.entityId },
          { term: 'IdP single sign-on URL', value: ours.ssoUrl },
          ...(ours.sloUrl === undefined
            ? []
            : [{ term: 'IdP single logout URL', value: ours.sloUrl }]),
          { term: 'Metadata URL', value: ours.metadataDownloadUrl },
          { term: 'Certificate SHA-256', value: ours.certificateFingerprint },
        ]}
      />
      <CodeBlock label="Signing certificate (PEM)" code={ours.certificatePem} />
    </Section>
  );
}

/** What we have from Okta. */
export function OktaValues({ application }: ApplicationValuesProps) {
  const { okta } = application;
  return (
    <Section id="okta-values" title="Values of Okta, for AdminX">
      <Facts
        facts={[
          { term: 'ACS URL', value: okta.acsUrl },
          { term: 'Audience URI', value: okta.audience },
          { term: 'Sign-out URL', value: okta.signOutUrl },
          { term: "Okta's own sign-in", value: okta.loginDefaultUrl },
          { term: 'Identity provider ID', value: okta.idpId },
        ]}
      />
      <p className="text-ink-muted text-xs">
        {okta.requiresSignedRequests
          ? 'Only requests signed with the certificate below are accepted.'
          : 'Requests are accepted without a signature: no certificate of Okta is registered.'}
      </p>
      {okta.requestCertificatePems.map((pem) => (
        <CodeBlock key={pem} label="Certificate Okta signs its requests with (PEM)" code={pem} />
      ))}
    </Section>
  );
}
