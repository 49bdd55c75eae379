import { AppWindow, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { ApplicationList } from '@/components/applications/application-list';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { listApplications } from '@/lib/services/applications/list-applications';
import { listIntegrationHealth } from '@/lib/services/integration-health/list-integration-health';

export const metadata: Metadata = { title: 'Applications' };

/** What people sign in to through AdminX. */
export default async function ApplicationsPage() {
  const actor = await requirePageActor('applications.read');
  const applications = await listApplications(actor);
  const health = await listIntegrationHealth(actor, new Date());
  const add = (
    <ButtonLink href="/applications/new" variant="primary" icon={<Plus aria-hidden />}>
      Add application
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Applications"
        description="What people sign in to with a passkey."
        actions={applications.length > 0 && add}
      />
      {applications.length === 0 ? (
        <EmptyState icon={<AppWindow />} title="No application is connected yet" action={add}>
          An application is something people sign in to through AdminX. Connect your Okta
          organisation first; it takes about five minutes.
        </EmptyState>
      ) : (
        <ApplicationList applications={applications} health={health} />
      )}
    </>
  );
}
