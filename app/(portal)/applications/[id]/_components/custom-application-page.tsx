import type { Route } from 'next';
import { AccessSection } from '@/components/application-access/access-summary';
import { ApplicationState } from '@/components/applications/application-overview';
import { ApplicationSignIns } from '@/components/applications/application-sign-ins';
import { OurValues } from '@/components/applications/application-values';
import { CustomAttributes } from '@/components/applications/custom-attributes';
import { CustomDanger } from '@/components/applications/custom-danger';
import { CustomOverview, CustomSettings } from '@/components/applications/custom-overview';
import { ButtonLink } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import type { Actor } from '@/lib/auth/actor';
import { roleHas } from '@/lib/auth/permissions';
import { orNotFound } from '@/lib/http/or-not-found';
import { getAccessSummary } from '@/lib/services/application-access/get-access';
import { getCustomApplication } from '@/lib/services/applications/get-custom-application';
import { listApplicationSignIns } from '@/lib/services/applications/list-application-sign-ins';
import { getSignOnValues } from '@/lib/services/certificates/get-sign-on-values';
import { deleteCustomApplicationAction } from '../../custom/actions';
import { setApplicationEnabledAction } from '../actions';

export interface CustomApplicationPageProps {
  readonly actor: Actor;
  readonly applicationId: string;
}

/** A custom application: state, access, sign-ins, values of both sides, attributes, danger zone. */
export async function CustomApplicationPage({ actor, applicationId }: CustomApplicationPageProps) {
  const application = await orNotFound(getCustomApplication(actor, applicationId));
  const { role } = actor.requirePerson('applications.read');
  const mayEdit = roleHas(role, 'applications.connect');
  const { id, name, isEnabled } = application;
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Applications', href: '/applications' }]}
        title={name}
        state={<ApplicationState isEnabled={isEnabled} />}
        actions={<Records id={id} />}
      />
      <CustomOverview application={application} mayEdit={mayEdit} />
      <AccessSection summary={await getAccessSummary(actor, id)} />
      <ApplicationSignIns signIns={await listApplicationSignIns(actor, id)} />
      <OurValues peer="the application" ours={await loadOurs(actor)} />
      <CustomSettings application={application} mayEdit={mayEdit} />
      <CustomAttributes application={application} />
      {mayEdit && (
        <CustomDanger
          applicationId={id}
          name={name}
          isEnabled={isEnabled}
          setEnabled={setApplicationEnabledAction}
          remove={deleteCustomApplicationAction}
        />
      )}
    </>
  );
}

/** What happened: messages, and changes. */
function Records({ id }: { readonly id: string }) {
  return (
    <>
      <ButtonLink href={`/reports/traces?application=${id}` as Route}>SAML traces</ButtonLink>
      <ButtonLink href={`/reports?application=${id}` as Route}>Activity</ButtonLink>
    </>
  );
}

async function loadOurs(actor: Actor) {
  const { entityId, ssoUrl, sloUrl, metadataDownloadUrl, certificate } =
    await getSignOnValues(actor);
  return {
    ...{ entityId, ssoUrl, sloUrl, metadataDownloadUrl },
    certificateId: certificate.id,
    certificatePem: certificate.pem,
    certificateFingerprint: certificate.fingerprintSha256,
  };
}
