import type { Metadata } from 'next';
import { CustomApplicationForm } from '@/components/applications/custom-application-form';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { requirePageActor } from '@/lib/auth/current-actor';
import type { CustomApplicationInput } from '@/lib/schemas/custom-applications';
import { createCustomApplicationAction } from '../actions';

export const metadata: Metadata = { title: 'Add an application by hand' };

const initial: CustomApplicationInput = {
  name: '',
  entityId: '',
  acs: [{ url: '', index: 0 }],
  sloUrl: '',
  sloResponseUrl: '',
  sloBinding: 'post',
  signingCertificates: '',
  requireSignedRequests: false,
  signedParts: 'RESPONSE_AND_ASSERTION',
  encryption: 'WHEN_AVAILABLE',
  encryptionCertificate: '',
  nameIdFormat: 'unspecified',
  nameIdSource: 'LOGIN',
  nameIdExpression: '',
  honoursAuthnContext: false,
  allowsIdpInitiated: true,
  defaultRelayState: '',
  assertionSeconds: 300,
  sessionSeconds: null,
  metadataUrl: '',
  metadataSignerSha256: '',
};

/** A custom application, typed field by field. */
export default async function NewCustomApplicationPage() {
  await requirePageActor('applications.connect');
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Applications', href: '/applications' },
          { label: 'Add new applications', href: '/applications/new' },
        ]}
        title="Add an application by hand"
        description={
          <>
            Where the application publishes metadata,{' '}
            <TextLink href="/applications/custom/import">read it</TextLink> instead: fewer mistakes,
            and updates show what changes.
          </>
        }
      />
      <CustomApplicationForm
        initial={initial}
        task={{ kind: 'create', save: createCustomApplicationAction, isRead: false }}
      />
    </>
  );
}
