import type { Metadata } from 'next';
import { IntegrationCatalogue } from '@/components/applications/integration-catalogue';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';

export const metadata: Metadata = { title: 'Add new applications' };

/** The integration catalogue. */
export default async function NewApplicationPage() {
  await requirePageActor('applications.connect');
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Applications', href: '/applications' }]}
        title="Add new applications"
      />
      <IntegrationCatalogue />
    </>
  );
}
