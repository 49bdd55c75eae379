import type { Metadata } from 'next';
import { ByHandForm } from '@/components/okta/by-hand-form';
import { ByHandSheet } from '@/components/okta/by-hand-sheet';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import { TextLink } from '@/components/ui/text-link';
import { requirePageActor } from '@/lib/auth/current-actor';
import { defaultOktaChoices } from '@/lib/schemas/okta';
import { getSignOnValues } from '@/lib/services/certificates/get-sign-on-values';
import { getByHandSheet } from '@/lib/services/okta/get-by-hand-sheet';
import { createApplicationByHandAction, previewByHandAction } from './actions';

export const metadata: Metadata = { title: 'Set up Okta by hand' };

/** The way without a token: values to copy into Okta, and a form for what Okta answers. */
export default async function ByHandPage() {
  const actor = await requirePageActor('applications.connect');
  const [sheet, { certificate }] = await Promise.all([
    getByHandSheet(actor),
    getSignOnValues(actor),
  ]);
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Applications', href: '/applications' },
          { label: 'Add new applications', href: '/applications/new' },
        ]}
        title="Set up Okta by hand"
        description={
          <>
            No token is needed. Copy these values into Okta&apos;s Admin Console field by field,
            then tell AdminX what Okta answered. With a token, the{' '}
            <TextLink href="/applications/okta/setup">wizard</TextLink> does all of it.
          </>
        }
      />
      <ByHandSheet sheet={sheet} pemHref={certificate.pemUrl} />
      <Section
        id="answers"
        title={`${String(sheet.steps.length + 1)}. What Okta answered`}
        description="Okta shows these values on the page of the new identity provider."
      >
        <ByHandForm
          defaultIdpName={defaultOktaChoices.idpName}
          preview={previewByHandAction}
          save={createApplicationByHandAction}
        />
      </Section>
    </>
  );
}
