import type { Metadata } from 'next';
import { ImportApplication } from '@/components/applications/import-application';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { requirePageActor } from '@/lib/auth/current-actor';
import { createCustomApplicationAction, readMetadataAction } from '../actions';

export const metadata: Metadata = { title: 'Add an application from metadata' };

/** A custom application from its metadata: read, look at it, save. */
export default async function ImportApplicationPage() {
  await requirePageActor('applications.connect');
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Applications', href: '/applications' },
          { label: 'Add new applications', href: '/applications/new' },
        ]}
        title="Add an application from metadata"
        description={
          <>
            The application publishes what AdminX has to know of it as SAML metadata. Nothing is
            saved before you have seen it. Without metadata,{' '}
            <TextLink href="/applications/custom/new">type the values</TextLink>.
          </>
        }
      />
      <ImportApplication read={readMetadataAction} save={createCustomApplicationAction} />
    </>
  );
}
