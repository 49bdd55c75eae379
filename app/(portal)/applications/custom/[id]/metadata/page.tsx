import type { Metadata } from 'next';
import { UpdateFromMetadata } from '@/components/applications/update-from-metadata';
import { requirePageActor } from '@/lib/auth/current-actor';
import { applyMetadataAction, compareMetadataAction } from '../../actions';
import { CustomPageHeader } from '../_components/custom-page-header';
import { loadCustomApplication } from '../_components/load-custom-application';

export const metadata: Metadata = { title: 'Update an application from metadata' };

/** Metadata read again, with what it would change before anything is saved. */
export default async function CustomMetadataPage({
  params,
}: PageProps<'/applications/custom/[id]/metadata'>) {
  const actor = await requirePageActor('applications.connect');
  const application = await loadCustomApplication(actor, (await params).id);
  const { id, name, values } = application;
  return (
    <>
      <CustomPageHeader
        application={application}
        title="Update from metadata"
        description="Addresses and keys come from the metadata; what you decided stays. Until you agree to the changes, and where the metadata cannot be read, everything stays as it is."
      />
      <UpdateFromMetadata
        applicationId={id}
        name={name}
        metadataUrl={values.metadataUrl}
        compare={compareMetadataAction}
        apply={applyMetadataAction}
      />
    </>
  );
}
