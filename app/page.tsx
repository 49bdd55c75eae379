import { redirect } from 'next/navigation';
import { placesFor } from '@/components/shell/places';
import { requireSignedIn } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { isOwnerMissing } from '@/lib/services/setup/is-owner-missing';

/** The start page: the first place this person may see; people without a role see their applications. */
export default async function StartPage() {
  if (await isOwnerMissing()) return <NoOwnerYet />;
  const { person } = await requireSignedIn();
  const [first] = placesFor((permission) => roleHas(person.role, permission));
  redirect(first?.href ?? '/my-applications');
}

/** What an operator sees who opens the address instead of the printed link. */
function NoOwnerYet() {
  return (
    <main
      id="main"
      className="max-w-form mx-auto flex min-h-[60vh] flex-col justify-center gap-3 px-6"
    >
      <h1 className="text-xl font-semibold">AdminX has no owner yet</h1>
      <p className="text-ink-muted text-sm">
        The server printed a one-time link when it started. Open that link to become the owner. It
        works for one hour; starting the server again prints a new one.
      </p>
    </main>
  );
}
