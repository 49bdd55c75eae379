import { redirect } from 'next/navigation';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';

/** The start page: where this person has something to do. */
export default async function StartPage() {
  const { identity } = await requirePageActor('account.manage');
  const isAdmin = identity.kind === 'person' && roleHas(identity.person.role, 'applications.read');
  if (isAdmin) redirect('/applications');
  redirect('/account');
}
