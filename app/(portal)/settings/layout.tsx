import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { TabLinks } from '@/components/ui/tab-links';
import { requireSignedIn } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { settingsTabsFor } from './_components/settings-tabs';

/** The pages of Settings this person may see, as tabs; each page asks for its own permission. */
export default async function SettingsLayout({ children }: { readonly children: ReactNode }) {
  const { person } = await requireSignedIn();
  const tabs = settingsTabsFor((permission) => roleHas(person.role, permission));
  if (tabs.length === 0) notFound();
  return (
    <>
      <TabLinks label="Settings" tabs={tabs} />
      {children}
    </>
  );
}
