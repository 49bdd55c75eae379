import type { Metadata } from 'next';
import { HelpContents, HelpEntries } from '@/components/okta/help-entries';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';

export const metadata: Metadata = { title: 'Help with Okta' };

/** Every error that may be met on the way with Okta; the wizard links here by anchor. */
export default async function OktaHelpPage() {
  await requirePageActor('applications.read');
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Applications', href: '/applications' }]}
        title="Help with Okta"
        description="What each error around Okta means, what state Okta is in then, and what to do."
      />
      <HelpContents />
      <HelpEntries />
    </>
  );
}
