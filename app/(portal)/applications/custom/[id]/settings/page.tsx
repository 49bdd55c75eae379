import type { Metadata } from 'next';
import { CustomApplicationForm } from '@/components/applications/custom-application-form';
import { requirePageActor } from '@/lib/auth/current-actor';
import { updateCustomApplicationAction } from '../../actions';
import { CustomPageHeader } from '../_components/custom-page-header';
import { loadCustomApplication } from '../_components/load-custom-application';

export const metadata: Metadata = { title: 'Settings of an application' };

/** Everything that is set for a custom application but its attributes. */
export default async function CustomSettingsPage({
  params,
}: PageProps<'/applications/custom/[id]/settings'>) {
  const actor = await requirePageActor('applications.connect');
  const application = await loadCustomApplication(actor, (await params).id);
  const { id, values, version } = application;
  return (
    <>
      <CustomPageHeader application={application} title="Settings" />
      <CustomApplicationForm
        initial={values}
        task={{ kind: 'edit', applicationId: id, version, save: updateCustomApplicationAction }}
      />
    </>
  );
}
