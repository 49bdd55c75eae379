import type { Metadata, Route } from 'next';
import { CustomApplicationForm } from '@/components/applications/custom-application-form';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { updateCustomApplicationAction } from '../../actions';
import { loadCustomApplication } from '../_components/load-custom-application';

export const metadata: Metadata = { title: 'Settings of an application' };

/** Everything that is set for a custom application but its attributes. */
export default async function CustomSettingsPage({
  params,
}: PageProps<'/applications/custom/[id]/settings'>) {
  const actor = await requirePageActor('applications.connect');
  const { id, name, values, version } = await loadCustomApplication(actor, (await params).id);
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Applications', href: '/applications' },
          { label: name, href: `/applications/${id}` as Route },
        ]}
        title="Settings"
      />
      <CustomApplicationForm
        initial={values}
        task={{ kind: 'edit', applicationId: id, version, save: updateCustomApplicationAction }}
      />
    </>
  );
}
