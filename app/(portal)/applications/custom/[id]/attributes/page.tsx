import type { Metadata } from 'next';
import { MappingsEditor } from '@/components/applications/mappings-editor';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { previewAssertionAction, saveMappingsAction } from '../../actions';
import { CustomPageHeader } from '../_components/custom-page-header';
import { loadCustomApplication } from '../_components/load-custom-application';

export const metadata: Metadata = { title: 'Attributes of an application' };

/** The attributes of a custom application, with a preview of the assertion for a person. */
export default async function CustomAttributesPage({
  params,
}: PageProps<'/applications/custom/[id]/attributes'>) {
  const actor = await requirePageActor('applications.read');
  const { role, login } = actor.requirePerson('applications.read');
  const application = await loadCustomApplication(actor, (await params).id);
  const { id, mappings, mappingsVersion } = application;
  return (
    <>
      <CustomPageHeader application={application} title="Attributes" />
      <MappingsEditor
        applicationId={id}
        mappings={mappings}
        version={mappingsVersion}
        login={login}
        mayEdit={roleHas(role, 'applications.connect')}
        save={saveMappingsAction}
        preview={previewAssertionAction}
      />
    </>
  );
}
