import type { ReactNode } from 'react';
import { WizardProvider } from '@/components/okta/wizard-context';

/** Stays while the wizard moves between steps: the token lives in its provider, in memory only. */
export default function SetupLayout({ children }: { readonly children: ReactNode }) {
  return <WizardProvider>{children}</WizardProvider>;
}
