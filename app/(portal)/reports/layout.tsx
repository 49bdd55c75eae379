import type { ReactNode } from 'react';
import { TabLinks, type TabLink } from '@/components/ui/tab-links';
import { requireSignedIn } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';

/** The reports this person may see, as tabs; each page asks for its own permission. */
export default async function ReportsLayout({ children }: { readonly children: ReactNode }) {
  const { person } = await requireSignedIn();
  const tabs: TabLink[] = [
    { label: 'Event log', href: '/reports' },
    { label: 'SAML traces', href: '/reports/traces' },
  ];
  if (roleHas(person.role, 'reports.verify'))
    tabs.push({ label: 'Verify', href: '/reports/verify' });
  return (
    <>
      {tabs.length > 1 && <TabLinks label="Reports" tabs={tabs} />}
      {children}
    </>
  );
}
