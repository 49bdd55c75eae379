import { AppWindow } from 'lucide-react';
import type { Metadata } from 'next';
import { MyApplications } from '@/components/my-applications/my-applications';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import type { Actor } from '@/lib/auth/actor';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { listMyApplications } from '@/lib/services/my-applications/list-my-applications';

export const metadata: Metadata = { title: 'My applications' };

/** What a person without a role sees first: the applications to open. */
export default async function MyApplicationsPage() {
  const actor = await requirePageActor('applications.open');
  const applications = await listMyApplications(actor);
  return (
    <>
      <PageHeader title="My applications" description="Choose one to open it, signed in." />
      {applications.length === 0 ? (
        <NoneYet mayManage={mayManage(actor)} />
      ) : (
        <MyApplications applications={applications} />
      )}
    </>
  );
}

function mayManage({ identity }: Actor): boolean {
  return identity.kind === 'person' && roleHas(identity.person.role, 'applications.grant');
}

function NoneYet({ mayManage }: { readonly mayManage: boolean }) {
  return (
    <EmptyState
      icon={<AppWindow />}
      title="No application is open to you yet"
      action={mayManage && <ButtonLink href="/applications">Applications</ButtonLink>}
    >
      {mayManage
        ? 'Connect an application, or give yourself access on the page of one.'
        : 'Ask your administrator for access, and say which application you need. It appears here as soon as you have it.'}
    </EmptyState>
  );
}
