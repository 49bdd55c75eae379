import { redirect } from 'next/navigation';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { isOwnerMissing } from '@/lib/services/setup/is-owner-missing';

/** The start page: where this person has something to do. */
export default async function StartPage() {
  if (await isOwnerMissing()) return <NoOwnerYet />;
  const { identity } = await requirePageActor('account.manage');
  const isAdmin = identity.kind === 'person' && roleHas(identity.person.role, 'applications.read');
  if (isAdmin) redirect('/applications');
  redirect('/account');
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
