import type { Metadata } from 'next';
import { CertificateSection } from '@/components/federation/certificate-section';
import { SignOnValues } from '@/components/federation/sign-on-values';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { getSignOnValues } from '@/lib/services/certificates/get-sign-on-values';

export const metadata: Metadata = { title: 'SAMLv2' };

/** Federation → SAMLv2: this tenant as a SAML identity provider. */
export default async function SamlPage() {
  const actor = await requirePageActor('certificates.read');
  const values = await getSignOnValues(actor);
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Federation', href: '/federation' }]}
        title="SAMLv2"
        description="This AdminX as a SAML 2.0 identity provider."
      />
      <SignOnValues values={values} />
      <CertificateSection certificate={values.certificate} />
    </>
  );
}
