import type { ReactNode } from 'react';
import { WizardProvider } from '@/components/okta/wizard-context';
import { PageHeader } from '@/components/ui/page-header';

/** Stays while the wizard moves between steps: the token lives in its provider, in memory only. */
export default function SetupLayout({ children }: { readonly children: ReactNode }) {
  return (
    <WizardProvider>
      <PageHeader
        breadcrumb={[
          { label: 'Applications', href: '/applications' },
          { label: 'Add new applications', href: '/applications/new' },
        ]}
        title="Okta SAML"
      />
      {children}
    </WizardProvider>
  );
}
