import type { Metadata } from 'next';
import { requirePageActor } from '@/lib/auth/current-actor';
import { CustomApplicationPage } from './_components/custom-application-page';
import { loadApplication } from './_components/load-application';
import { OktaApplicationPage } from './_components/okta-application-page';

export const metadata: Metadata = { title: 'Application' };

/** One application, shown as its kind needs it. */
export default async function ApplicationPage({ params }: PageProps<'/applications/[id]'>) {
  const actor = await requirePageActor('applications.read');
  const { id, kind } = await loadApplication(actor, (await params).id);
  if (kind === 'CUSTOM_SAML') return <CustomApplicationPage actor={actor} applicationId={id} />;
  return <OktaApplicationPage actor={actor} applicationId={id} />;
}
