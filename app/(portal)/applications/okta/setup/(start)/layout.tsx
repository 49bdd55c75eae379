import type { ReactNode } from 'react';
import { WizardHeader } from '@/components/okta/wizard-header';

/** The beginning of a set-up. */
export default function SetupStartLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <WizardHeader about={null} />
      {children}
    </>
  );
}
