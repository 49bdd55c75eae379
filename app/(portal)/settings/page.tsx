import { notFound, redirect } from 'next/navigation';
import { requireSignedIn } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { settingsTabsFor } from './_components/settings-tabs';

/** Settings begin with the first page this person may see. */
export default async function SettingsPage() {
  const { person } = await requireSignedIn();
  const [first] = settingsTabsFor((permission) => roleHas(person.role, permission));
  if (!first) notFound();
  redirect(first.href);
}
